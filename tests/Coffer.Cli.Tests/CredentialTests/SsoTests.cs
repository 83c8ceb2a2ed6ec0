using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>IAM Identity Center, by the token that <c>aws sso login</c> left.</summary>
public sealed class SsoTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const string Session =
        "[profile app]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n[sso-session corp]\nsso_region = "
            + "us-east-1\nsso_start_url = https://corp.example/start\n";

    private const string Legacy =
        "[profile app]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = "
            + "reader\n";

    private const string Login = "run 'aws sso login --profile app'";

    [NativeTheory]
    [InlineData("corp", Session)]
    [InlineData("https://corp.example/start", Legacy)]
    public async Task A_login_gives_keys(string key, string config)
    {
        using var sso = new StandIn(_ => new(200, RoleCredentials()));
        CredentialWorld.AssertOpened(await GetAsync(sso, config, key, Token(CredentialWorld.InAnHour)));
        var request = Assert.Single(sso.Requests);
        Assert.Equal("/federation/credentials?role_name=reader&account_id=111122223333", request.Path);
        Assert.Equal("the-token", request.Headers["x-amz-sso_bearer_token"]);
    }

    [NativeTheory]
    [InlineData(",\"refreshToken\":\"next\"", "next")]
    [InlineData("", "first")]
    public async Task A_login_that_expired_is_renewed_and_kept(string more, string refresh)
    {
        using var sso = new StandIn(request => request.Path == "/token"
            ? new(200, $$"""{"accessToken":"renewed","expiresIn":28800{{more}}}""")
            : new(200, RoleCredentials()));
        var home = Directory.CreateTempSubdirectory("coffer-home-").FullName;
        try
        {
            var path = Path.Combine(home, ".aws", "sso", "cache", Name("corp"));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(Path.Combine(home, ".aws", "config"), Session, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(path, Refreshable(), TestContext.Current.CancellationToken);
            var variables = Variables(sso);
            variables["HOME"] = home;
            CredentialWorld.AssertOpened(await world.GetAsync(variables));
            Assert.Equal("renewed", sso.Requests.Last().Headers["x-amz-sso_bearer_token"]);
            var asked = JsonSerializer.Deserialize<JsonElement>(sso.Requests.First().BodyText);
            Assert.Equal(
                ("refresh_token", "first", "id", "secret"),
                (
                    asked.GetProperty("grantType").GetString(),
                    asked.GetProperty("refreshToken").GetString(),
                    asked.GetProperty("clientId").GetString(),
                    asked.GetProperty("clientSecret").GetString()));

            // The next run needs no renewal, and nothing else of the file got lost.
            CredentialWorld.AssertOpened(await world.GetAsync(variables));
            Assert.Equal(3, sso.Requests.Count);
            var kept = JsonSerializer.Deserialize<JsonElement>(
                await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal(
                ("renewed", refresh, "id"),
                (
                    kept.GetProperty("accessToken").GetString(),
                    kept.GetProperty("refreshToken").GetString(),
                    kept.GetProperty("clientId").GetString()));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [NativeFact]
    public async Task Without_a_login_it_says_which_command_helps()
    {
        using var sso = new StandIn(_ => new(200, RoleCredentials()));
        world.AssertRefused(await GetAsync(sso, Session, "other", Token(CredentialWorld.InAnHour)), "there was no login", Login);
        world.AssertRefused(await GetAsync(sso, Session, "corp", "no json"), "the token of the last login is malformed", Login);
        world.AssertRefused(await GetAsync(sso, Session, "corp", "{}"), "has no 'accessToken'", Login);
        world.AssertRefused(await GetAsync(sso, Session, "corp", Token("2020-01-01T00:00:00Z")), "the login has expired", Login);
        world.AssertRefused(await GetAsync(sso, Session, "corp", Token("2020-01-01T00:00:00UTC")), "the login has expired", Login);
        Assert.Empty(sso.Requests);
    }

    [NativeTheory]
    [InlineData(401, "", "does not take the token of the last login", Login)]
    [InlineData(403, "", "refuses the role 'reader' of account 111122223333", "aws sso list-account-roles")]
    [InlineData(500, "", "IAM Identity Center answered 500", "hint")]
    [InlineData(200, "<html>", "it answered what is no JSON object", "hint")]
    [InlineData(200, "{}", "it answered without 'roleCredentials'", "hint")]
    [InlineData(200, """{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"B","sessionToken":"C"}}""",
        "it answered without 'expiration'", "hint")]
    public async Task A_bad_answer_is_told(int status, string body, string said, string hint)
    {
        using var sso = new StandIn(_ => new(status, body));
        world.AssertRefused(
            status switch { 200 => 69, 500 => 75, _ => 78 },
            await GetAsync(sso, Session, "corp", Token(CredentialWorld.InAnHour)),
            "  profile 'app': ",
            said,
            hint);
    }

    [NativeFact]
    public async Task A_renewal_that_is_refused_says_which_command_helps()
    {
        using var sso = new StandIn(_ => new(400, """{"error":"invalid_grant"}"""));
        world.AssertRefused(await GetAsync(sso, Session, "corp", Refreshable()), "IAM Identity Center does not renew it", Login);
    }

    internal static string Name(string key) =>
#pragma warning disable CA5350 // the AWS CLI decided which hash
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(key))) + ".json";
#pragma warning restore CA5350

    internal static string Token(string expires) =>
        $$"""{"startUrl":"https://corp.example/start","region":"us-east-1","accessToken":"the-token","expiresAt":"{{expires}}"}""";

    private static string Refreshable() =>
        """{"accessToken":"old","expiresAt":"2020-01-01T00:00:"""
            + """00Z","refreshToken":"first","clientId":"id","clientSecret":"secret","registrationExpiresAt":"2100-01-01T00:00:00Z"}""";

    private static Dictionary<string, string> Variables(StandIn sso) =>
        new() { ["AWS_PROFILE"] = "app", ["AWS_ENDPOINT_URL_SSO"] = sso.Url, ["AWS_ENDPOINT_URL_SSO_OIDC"] = sso.Url };

    private string RoleCredentials() => JsonSerializer.Serialize(new
    {
        roleCredentials = new
        {
            accessKeyId = world.Keys.AccessKeyId,
            secretAccessKey = world.Keys.SecretAccessKey,
            sessionToken = world.Keys.SessionToken,
            expiration = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds(),
        },
    });

    private Task<ProcessResult> GetAsync(StandIn sso, string config, string key, string token) =>
        world.GetAsync(Variables(sso), new() { [".aws/config"] = config, [$".aws/sso/cache/{Name(key)}"] = token });
}
