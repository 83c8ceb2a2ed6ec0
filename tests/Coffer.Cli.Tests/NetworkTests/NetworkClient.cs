using System.Security.Cryptography;
using System.Text;
using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>One of the clients that the program has, and a command that lets it ask a server of the test's choice.</summary>
/// <param name="Name">For test output.</param>
/// <param name="Arguments">The command.</param>
/// <param name="Variables">What leads it to the server, whose URL is given.</param>
internal sealed record NetworkClient(string Name, IReadOnlyList<string> Arguments, Func<string, Dictionary<string, string>> Variables)
{
    private const string Bucket = "s3://staging-secrets/api";

    private static readonly IReadOnlyList<string> Get = ["get", "staging/api/x"];

    /// <summary>Files of the caller's home.</summary>
    public Dictionary<string, string> Home { get; private init; } = [];

    public byte[]? Stdin { get; private init; }

    /// <summary>All of them: each service, and each kind of request that carries something.</summary>
    public static IReadOnlyList<NetworkClient> All { get; } =
    [
        new("kms decrypt", Get, url => Keys(new() { ["AWS_ENDPOINT_URL_KMS"] = url })),
        new(
            "kms encrypt",
            ["set", "staging/api/new"],
            url => Keys(new() { ["AWS_ENDPOINT_URL_KMS"] = url })) { Stdin = "a value"u8.ToArray() },
        new("s3 list", ["list", Bucket], url => Keys(new() { ["AWS_ENDPOINT_URL_S3"] = url })),
        new("s3 get", ["get", Bucket + "/x"], url => Keys(new() { ["AWS_ENDPOINT_URL_S3"] = url })),
        new("s3 push", ["push", "staging"], url => Keys(new() { ["AWS_ENDPOINT_URL_S3"] = url })),
        new("s3 start", ["exec", Bucket, "--", "true"], url => Keys(new() { ["AWS_ENDPOINT_URL_S3"] = url })),
        new("early connections", ["exec", Bucket, "--", "true"], url => Keys(new() { ["AWS_ENDPOINT_URL"] = url })),
        new("sts role", Get, url => new() { ["AWS_PROFILE"] = "app", ["AWS_ENDPOINT_URL_STS"] = url })
        {
            Home =
            {
                [".aws/config"] = $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nsource_profile = base\n[profile "
                    + "base]\naws_access_key_id = test\naws_secret_access_key = test\n",
            },
        },
        new("web identity", Get, url => new() { ["AWS_PROFILE"] = "app", ["AWS_ENDPOINT_URL_STS"] = url })
        {
            Home = { [".aws/config"] = $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nweb_identity_token_file = /etc/hostname\n" },
        },
        Sso("sso", "2100-01-01T00:00:00Z"),
        Sso("sso renewal", "2020-01-01T00:00:00Z"),
        new(
            "container",
            Get,
            url => new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url + "/role", ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "the-token" }),
        new("metadata", Get, url => new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = url }),
    ];

    public static NetworkClient Named(string name) => All.Single(client => client.Name == name);

    /// <summary>Runs the command against a server.</summary>
    /// <param name="world">Where the secret is, and all services but this one.</param>
    /// <param name="url">The server.</param>
    /// <param name="more">More variables.</param>
    public Task<ProcessResult> RunAsync(CredentialWorld world, string url, params (string Name, string Value)[] more)
    {
        var variables = Variables(url);
        foreach ((var name, var value) in more)
        {
            variables[name] = value;
        }

        return world.RunAsync(Arguments, variables, Home, Stdin);
    }

    public override string ToString() => Name;

    private static NetworkClient Sso(string name, string expires) => new(
        name, Get, url => new() { ["AWS_PROFILE"] = "app", ["AWS_ENDPOINT_URL_SSO"] = url, ["AWS_ENDPOINT_URL_SSO_OIDC"] = url })
    {
        Home =
        {
            [".aws/config"] = "[profile app]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n[sso-session "
                + "corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start\n",
            [$".aws/sso/cache/{NameOfCorp}.json"] =
                $$"""{"refreshToken":"first","clientId":"id","clientSecret":"secret","accessToken":"old","expiresAt":"{{expires}}","""
                + "\"registrationExpiresAt\":\"2100-01-01T00:00:00Z\"}",
        },
    };

#pragma warning disable CA5350 // the AWS CLI decided which hash
    /// <summary>What the file of the session <c>corp</c> is called in the AWS CLI's cache.</summary>
    public static string NameOfCorp => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes("corp")));
#pragma warning restore CA5350

    private static Dictionary<string, string> Keys(Dictionary<string, string> variables)
    {
        variables["AWS_ACCESS_KEY_ID"] = "test";
        variables["AWS_SECRET_ACCESS_KEY"] = "test";
        return variables;
    }
}
