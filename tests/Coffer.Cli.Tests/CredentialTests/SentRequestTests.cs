using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>What each source of credentials is asked, to the byte: an answer alone does not say who was asked for what.</summary>
public sealed class SentRequestTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";
    private const string Role = "RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Freader";
    private const string Base = "\n[profile base]\naws_access_key_id = test\naws_secret_access_key = test\n";

    private static readonly string[] Told =
    [
        "Authorization", "Content-Type", "X-aws-ec2-metadata-token", "X-aws-ec2-metadata-token-ttl-seconds", "x-amz-sso_bearer_token",
        "x-amz-security-token",
    ];

    /// <summary>A source, what its profile says more, and the requests that it makes.</summary>
    public static TheoryData<string, string, string> Sources => new()
    {
        {
            "role", "", $"POST / Authorization: by test Content-Type: {Form} "
                + $"Action=AssumeRole&Version=2011-06-15&{Role}&RoleSessionName=coffer"
        },
        {
            "role", "external_id = e-1/a b\nrole_session_name = me@example\n", $"POST / Authorization: by test Content-Type: {Form} "
                + $"Action=AssumeRole&Version=2011-06-15&{Role}&RoleSessionName=me%40example&ExternalId=e-1%2Fa+b"
        },
        {
            "web identity", "role_session_name = me\n", $"POST / Content-Type: {Form} "
                + $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&{Role}&RoleSessionName=me&WebIdentityToken=the.web%2Btoken"
        },
        {
            "web identity by variables", "", $"POST / Content-Type: {Form} "
                + $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&{Role}&RoleSessionName=coffer&WebIdentityToken=the.web%2Btoken"
        },
        {
            "web identity by variables", "pod/1", $"POST / Content-Type: {Form} "
                + $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&{Role}&RoleSessionName=pod%2F1&WebIdentityToken=the.web%2Btoken"
        },
        {
            "sso", "", "GET /federation/credentials?role_name=a%20reader&account_id=111122223333 x-amz-sso_bearer_token: valid"
        },
        {
            "sso renewal", "", "POST /token Content-Type: application/json "
            + """
            {"clientId":"id","clientSecret":"secret","grantType":"refresh_token","refreshToken":"first"}
            GET /federation/credentials?role_name=a%20reader&account_id=111122223333 x-amz-sso_bearer_token: renewed
            """
        },
        { "container", "", "GET /v2/credentials/1?a=b" },
        { "container with a token", "", "GET /v2/credentials/1?a=b Authorization: Basic abc" },
        { "container with a token file", "", "GET /v2/credentials/1?a=b Authorization: the.web+token" },
        {
            "metadata", "", """
            PUT /latest/api/token X-aws-ec2-metadata-token-ttl-seconds: 300
            GET /latest/meta-data/iam/security-credentials/ X-aws-ec2-metadata-token: the-token
            GET /latest/meta-data/iam/security-credentials/a%20reader X-aws-ec2-metadata-token: the-token
            """
        },
    };

    [NativeTheory]
    [MemberData(nameof(Sources))]
    public async Task It_is_this_and_nothing_else(string source, string more, string expected)
    {
        Assert.Equal(11, Sources.Count);
        using var server = new StandIn(Answer);

        // One for each row: another row's program may be reading it.
        var token = Path.Combine(world.Folder, $"the token {Guid.NewGuid():N}");
        await File.WriteAllTextAsync(token, "the.web+token\n", TestContext.Current.CancellationToken);
        (var variables, var home) = Said(source, more, server.Url, token);
        CredentialWorld.AssertOpened(await world.GetAsync(variables, home));
        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', server.Requests.Select(Line)));
    }

    private static (Dictionary<string, string>, Dictionary<string, string>) Said(string source, string more, string url, string token)
    {
        var profile = new Dictionary<string, string> { ["AWS_PROFILE"] = "app", ["AWS_ENDPOINT_URL_STS"] = url };
        var role = $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\n{more}";
        return source switch
        {
            "role" => (profile, Config(role + "source_profile = base\n" + Base)),
            "web identity" => (profile, Config($"{role}web_identity_token_file = {token}\n")),
            "web identity by variables" => (
                new()
                {
                    ["AWS_ENDPOINT_URL_STS"] = url, ["AWS_WEB_IDENTITY_TOKEN_FILE"] = token, ["AWS_ROLE_ARN"] = CredentialWorld.RoleArn,
                    ["AWS_ROLE_SESSION_NAME"] = more,
                },
                []),
            "sso" => SingleSignOn(url, "2100-01-01T00:00:00Z"),
            "sso renewal" => SingleSignOn(url, "2020-01-01T00:00:00Z"),
            "container" => (Container(url), []),
            "container with a token" => (new(Container(url)) { ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "Basic abc" }, []),
            "container with a token file" => (new(Container(url)) { ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = token }, []),
            "metadata" => (new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = url }, []),
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };
    }

    private static Dictionary<string, string> Config(string text) => new() { [".aws/config"] = text };

    private static Dictionary<string, string> Container(string url) =>
        new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url + "/v2/credentials/1?a=b" };

    private static (Dictionary<string, string>, Dictionary<string, string>) SingleSignOn(string url, string until) => (
        new() { ["AWS_PROFILE"] = "app", ["AWS_ENDPOINT_URL_SSO"] = url, ["AWS_ENDPOINT_URL_SSO_OIDC"] = url },
        new()
        {
            [".aws/config"] = "[profile app]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = a reader\n[sso-session "
                + "corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start\n",
            [$".aws/sso/cache/{NetworkTests.NetworkClient.NameOfCorp}.json"] =
                $$"""{"refreshToken":"first","clientId":"id","clientSecret":"secret","accessToken":"valid","expiresAt":"{{until}}","""
                + "\"registrationExpiresAt\":\"2100-01-01T00:00:00Z\"}",
        });

    // All that says who asks for what; of a signature, whose it is.
    private static string Line(StandInRequest request) => string.Join(' ', (string[])
    [
        $"{request.Method} {request.Path}",
        .. Told.Where(request.Headers.ContainsKey).Select(name => $"{name}: {Shown(request.Headers[name])}"),
        .. request.Body.Length > 0 ? [request.BodyText] : Array.Empty<string>(),
    ]);

    private static string Shown(string header) =>
        header.StartsWith("AWS4", StringComparison.Ordinal) ? "by " + header.Split('=', '/')[1] : header;

    private StandInAnswer Answer(StandInRequest request) => request.Path switch
    {
        "/" => new(200, $"""
            <R><Credentials><AccessKeyId>{world.Keys.AccessKeyId}</AccessKeyId>
            <SecretAccessKey>{world.Keys.SecretAccessKey}</SecretAccessKey>
            <SessionToken>{world.Keys.SessionToken}</SessionToken><Expiration>{CredentialWorld.InAnHour}</Expiration></Credentials></R>
            """),
        "/token" => new(200, """{"accessToken":"renewed","expiresIn":28800,"refreshToken":"next"}"""),
        "/latest/api/token" => new(200, "the-token"),
        "/latest/meta-data/iam/security-credentials/" => new(200, "a reader\n"),
        _ when request.Path.StartsWith("/federation", StringComparison.Ordinal) => new(200, $$$"""
            {"roleCredentials":{"accessKeyId":"{{{world.Keys.AccessKeyId}}}","secretAccessKey":"{{{world.Keys.SecretAccessKey}}}",
            "sessionToken":"{{{world.Keys.SessionToken}}}","expiration":4102444800000}}
            """),
        _ => new(200, world.Json()),
    };
}
