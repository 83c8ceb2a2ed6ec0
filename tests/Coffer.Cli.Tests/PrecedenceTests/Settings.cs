using System.Text.Json.Nodes;

namespace Coffer.Cli.Tests.PrecedenceTests;

/// <summary>The table: every setting that more than one place may say, and which of them wins.</summary>
internal static partial class Settings
{
    private const string Config = "home/.aws/config";
    private const string Shared = "home/.aws/credentials";
    private const string Role = "arn:aws:iam::000000000000:role/reader";

    private static readonly string[] Get = ["get", "staging/api/x"];
    private static readonly string[] GetStored = ["get", "s3://staging-secrets/api/x"];
    private static readonly string[] Status = ["status", "staging"];
    private static readonly string[] Set = ["set", "staging/api/y"];
    private static readonly string[] Exec = ["exec", "--", "true"];

    private static readonly (string, string) Regions = ("eu-west-1", "eu-central-1");
    private static readonly (string, string) Keys = ("AKIDA", "AKIDB");
    private static readonly (string, string) Servers = ("A", "B");
    private static readonly (string, string) Names = ("first", "second");

    private static readonly Source[] RegionSources =
    [
        Source.Field("region"), Source.Variable("AWS_REGION"), Source.Variable("AWS_DEFAULT_REGION"),
        new("the named profile", (scene, value) =>
        {
            scene.Variables["AWS_PROFILE"] = "named";
            scene.Say(Config, "profile named", "region", value);
        }),
        new("the default profile", (scene, value) => scene.Say(Config, "default", "region", value)),
    ];

    public static IReadOnlyList<Setting> All { get; } =
    [
        new("region of KMS", Get, NoRegion, Regions, scene => Signed(scene, "kms", 2), RegionSources),
        new("region of S3", Status, NoRegion, Regions, scene => Signed(scene, "s3", 2), RegionSources),
        new(
            "region of a key", Get, Usual, Regions, scene => Signed(scene, "kms", 2),
            [
                new("the key's ARN", (scene, value) => scene.Environment["key"] = $"arn:aws:kms:{value}:000000000000:key/k"),
                Source.Field("region"),
            ]),
        new(
            "region of STS", Get, scene =>
            {
                scene.Variables["AWS_ENDPOINT_URL"] = scene.A.Url;
                AssumesRole(scene);
            },
            Regions, scene => Signed(scene, "sts", 2),
            [Source.Variable("AWS_REGION"), Source.Variable("AWS_DEFAULT_REGION"), Source.Field("region")]),
        new(
            "region of init", ["init", "other"], _ => { }, Regions, Initialized,
            [Source.Variable("AWS_REGION"), Source.Variable("AWS_DEFAULT_REGION")]),
        new("endpoint of KMS", Get, NoEndpoint, Servers, Asked, [.. Endpoints("KMS"), EndpointField, EndpointOfProfile]),
        new("endpoint of S3", Status, NoEndpoint, Servers, Asked, [.. Endpoints("S3"), EndpointField, EndpointOfProfile]),
        new("endpoint of STS", Get, scene =>
            {
                scene.Variables["AWS_REGION"] = "us-east-1";
                AssumesRole(scene);
            },
             Servers, scene => AskedFor(scene, "Action=AssumeRole"), Endpoints("STS")),
        new(
            "endpoint of the portal", Get, scene => SignsOn(scene, "TOKEN", "2100-01-01T00:00:00Z"), Servers,
            scene => AskedAt(scene, "/federation"), Endpoints("SSO")),
        new(
            "endpoint of the renewal", Get, scene =>
            {
                SignsOn(scene, "TOKEN", "2020-01-01T00:00:00Z");
                scene.Variables["AWS_ENDPOINT_URL_SSO"] = scene.A.Url;
            },
            Servers, scene => AskedAt(scene, "/token"), Endpoints("SSO_OIDC")),
        new(
            "credentials", Get, Asking, Keys, scene => Signed(scene, "kms", 1),
            [
                new("environment variables", OfVariables),
                new("web identity", (scene, value) =>
                {
                    scene.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = scene.File($"token-{value}", value);
                    scene.Variables["AWS_ROLE_ARN"] = Role;
                }),
                new("profile", (scene, value) => scene.Keys(Shared, "default", value)),
                new("container", (scene, value) => scene.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{scene.A.Url}/role/{value}"),
                new("metadata", (scene, value) =>
                {
                    scene.Variables["AWS_EC2_METADATA_DISABLED"] = "false";
                    scene.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"{scene.A.Url}/{value}";
                }),
            ]),
        new(
            "kind of a profile", Get, scene =>
            {
                Asking(scene);
                scene.Variables["AWS_PROFILE"] = "app";
            },
            Keys, scene => Signed(scene, "kms", 1),
            [
                new("web identity", (scene, value) =>
                {
                    scene.Say(Config, "profile app", "role_arn", Role);
                    scene.Say(Config, "profile app", "web_identity_token_file", scene.File($"token-{value}", value));
                }),
                new("role", (scene, value) =>
                {
                    scene.Say(Config, "profile app", "role_arn", Role);
                    scene.Say(Config, "profile app", "source_profile", "base");
                    scene.Keys(Config, "profile base", value);
                }),
                new("single sign-on", (scene, value) => SignsOn(scene, value, "2100-01-01T00:00:00Z")),
                new("keys", (scene, value) => scene.Keys(Config, "profile app", value)),
                new("program", (scene, value) => scene.Say(
                    Config, "profile app", "credential_process", $"cat {scene.File($"keys-{value}", Scene.Json(value))}")),
            ]),
        new(
            "profile", Get, Asking, Keys, scene => Signed(scene, "kms", 1),
            [
                new("AWS_PROFILE", (scene, value) =>
                {
                    scene.Variables["AWS_PROFILE"] = "named";
                    scene.Keys(Config, "profile named", value);
                }),
                new("the default profile", (scene, value) => scene.Keys(Config, "default", value)),
            ]),
        new(
            "file of a profile's keys", Get, Asking, Keys, scene => Signed(scene, "kms", 1),
            [
                new("AWS_SHARED_CREDENTIALS_FILE", (scene, value) =>
                {
                    scene.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(Path.GetDirectoryName(scene.Home)!, "shared");
                    scene.Keys("shared", "default", value);
                }),
                new("~/.aws/credentials", (scene, value) => scene.Keys(Shared, "default", value)),
                new("AWS_CONFIG_FILE", (scene, value) =>
                {
                    scene.Variables["AWS_CONFIG_FILE"] = Path.Combine(Path.GetDirectoryName(scene.Home)!, "configuration");
                    scene.Keys("configuration", "default", value);
                }),
                new("~/.aws/config", (scene, value) => scene.Keys(Config, "default", value)),
            ]),
        new(
            "token of the container", Get, scene =>
            {
                Asking(scene);
                scene.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{scene.A.Url}/role/AKIDA";
            },
            Names, scene => scene.A.Requests.First().Headers.GetValueOrDefault("Authorization"),
            [
                new("its file", (scene, value) =>
                    scene.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = scene.File($"token-{value}", value)),
                Source.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
            ]),
        new(
            "address of metadata", Get, scene =>
            {
                Asking(scene);
                scene.Variables["AWS_EC2_METADATA_DISABLED"] = "false";
            },
            Servers, scene => AskedAt(scene, "/latest/api/token"),
            [
                Source.Url("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
                new("its mode", (scene, _) => scene.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "IPv6") { IsMeaningless = true },
            ]),
        new("key of a bucket", GetStored, Usual, Names, Key, [Alias(Source.Variable("COFFER_KEY")), Alias(Source.Field("key"))]),
        new(
            "key of a checkout", Get, Usual, Names, Key,
            [Alias(Source.Field("key")), Alias(Source.Variable("COFFER_KEY")) with { IsMeaningless = true }]),
        .. Both("binding of a bucket", ("bound", "none"), GetStored, Binding, Source.Variable("COFFER_BINDING"), Source.Field("binding")),
        .. Both(
            "binding of a checkout", ("bound", "none"), Get, Binding,
            Source.Field("binding"), Source.Variable("COFFER_BINDING") with { IsMeaningless = true }),
        .. Both(
            "format", ("kms", "envelope"), Set, Format,
            new Source("coffer.json services.api.format", (scene, value) =>
                scene.Environment["services"] = new JsonObject { ["api"] = new JsonObject { ["format"] = value } }),
            Source.Field("format")),
        new(
            "bucket", Exec, Container, Names, scene => Listed(scene, 1),
            [
                new("what is typed", (scene, value) => scene.Arguments = ["exec", $"s3://{value}/api", "--", "true"]),
                Source.Variable("COFFER_BUCKET"), Source.Variable("SECRETS_BUCKET_NAME"),
            ]),
        new(
            "service", Exec, scene =>
            {
                Container(scene);
                scene.Variables["COFFER_BUCKET"] = "bucket";
            },
            Names, scene => Listed(scene, 2),
            [
                new("what is typed", (scene, value) => scene.Arguments = ["exec", $"s3://bucket/{value}", "--", "true"]),
                Source.Variable("COFFER_SERVICE"),
            ]),
        new(
            "editor", ["edit", "staging/api/x"], Usual, Names, scene =>
                File.Exists(Path.Combine(scene.Home, "edited")) ? File.ReadAllText(Path.Combine(scene.Home, "edited")) : null,
            [.. new[] { "VISUAL", "EDITOR" }.Select(name => new Source(
                name, (scene, value) => scene.Variables[name] = $"sh {scene.File(value, $"printf {value} >~/edited\n")}"))]),
    ];
}
