using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>Who may become whom: trust policies, tokens, sessions.</summary>
public sealed class StsTests : EnforcedTest, IDisposable
{
    private readonly ECDsa elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA rsa = RSA.Create(2048);
    private readonly TemporaryFolder folder = new();

    public StsTests()
    {
        string[] files = [Path.Combine(folder.Path, "ec.pem"), Path.Combine(folder.Path, "rsa.pem")];
        File.WriteAllText(files[0], elliptic.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(files[1], rsa.ExportSubjectPublicKeyInfoPem());
        Options = new Options { Port = 0, EnforceIam = true, TokenKeys = files };
    }

    private protected override Options Options { get; }

    public void Dispose()
    {
        elliptic.Dispose();
        rsa.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_role_is_for_those_whom_its_trust_policy_names()
    {
        using var user = await UserAsync("someone", Allow("sts:AssumeRole"));
        using var other = await UserAsync("other");
        await TrustAsync("tasks", Trust("""{"Service":"ecs-tasks.amazonaws.com"}"""));
        await TrustAsync("account", Trust());
        await TrustAsync("named", Trust("""{"AWS":"arn:aws:iam::000000000000:user/other"}"""));
        await TrustAsync("secret", Trust(condition: One("StringEquals", "sts:ExternalId", "42")));

        (WireCaller Caller, string Role, bool May)[] cases =
        [
            (Root, "tasks", false), (user, "tasks", false), (user, "account", true), (other, "account", false), (Root, "account", true),
            (other, "named", true), (user, "named", false), (user, "secret", false), (user, "missing", false),
        ];
        foreach (var (caller, role, may) in cases)
        {
            Assert.True(may == ((await AssumeAsync(caller, role)).Status == 200), role);
        }

        Assert.Equal(9, cases.Length);
        Assert.Equal(200, (await AssumeAsync(user, "secret", ("ExternalId", "42"))).Status);
        Assert.Equal("AccessDenied", (await AssumeAsync(user, "secret", ("ExternalId", "43"))).Code);
    }

    [Fact]
    public async Task Tags_and_a_source_identity_are_permissions_of_their_own()
    {
        await TrustAsync("plain", Trust());
        Assert.Equal("AccessDenied", (await AssumeAsync(Root, "plain", ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"))).Code);
        Assert.Equal("AccessDenied", (await AssumeAsync(Root, "plain", ("SourceIdentity", "me"))).Code);
    }

    [Fact]
    public async Task A_tag_of_AWS_is_not_the_callers_to_set()
    {
        await TrustAsync("tagged", Trust(action: "sts:*"));
        (string Key, string Answer)[] cases =
        [
            ("team", "200  "),
            ("aws:x", "400 InvalidParameterValue System tag keys cannot be set by the requester."),
            ("AWS:x", "400 InvalidParameterValue System tag keys cannot be set by the requester."),
        ];
        foreach (var (key, expected) in cases)
        {
            var answer = await AssumeAsync(Root, "tagged", ("Tags.member.1.Key", key), ("Tags.member.1.Value", "v"));
            Assert.Equal((key, expected), (key, answer.ToString()));
        }

        Assert.Equal(3, cases.Length);
    }

    [Fact]
    public async Task A_token_must_be_signed_and_be_one_that_the_role_trusts()
    {
        await OkAsync(Root.IamAsync(
            "CreateOpenIDConnectProvider", ("Url", "https://ci.example.com"), ("ClientIDList.member.1", "sts.amazonaws.com")));
        await TrustAsync("deployer", Trust(
            """{"Federated":"arn:aws:iam::000000000000:oidc-provider/ci.example.com"}""", "sts:AssumeRoleWithWebIdentity",
            One("StringLike", "ci.example.com:sub", "repo:org/app:*")));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (string Token, string Expected)[] cases =
        [
            (Token("ES256", "repo:org/app:main", data => elliptic.SignData(data, HashAlgorithmName.SHA256)), ""),
            (Token("RS256", "repo:org/app:main", data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), ""),
            (Token("ES256", "repo:org/other:main", data => elliptic.SignData(data, HashAlgorithmName.SHA256)), "AccessDenied"),
            (Token("ES256", "repo:org/app:main", data => stranger.SignData(data, HashAlgorithmName.SHA256)), "InvalidIdentityToken"),
            (Token("none", "repo:org/app:main", _ => []), "InvalidIdentityToken"),
            (Token("HS256", "repo:org/app:main", data => HMACSHA256.HashData(elliptic.ExportSubjectPublicKeyInfo(), data)),
                "InvalidIdentityToken"),
        ];
        foreach (var (token, expected) in cases)
        {
            var answer = await WithTokenAsync("deployer", token);
            Assert.Equal(expected, answer.Code);
        }

        Assert.Equal(6, cases.Length);

        // A role that trusts nobody's tokens is not to be had with one.
        await TrustAsync("account", Trust());
        Assert.Equal("403 AccessDenied Not authorized to perform sts:AssumeRoleWithWebIdentity",
            (await WithTokenAsync("account", cases[0].Token)).ToString());
    }

    [Fact]
    public async Task A_users_session_may_what_the_user_may()
    {
        var key = await KeyAsync();
        using var user = await UserAsync("someone", Allow("kms:DescribeKey"));
        using var session = user.Of(await OkAsync(user.StsAsync("GetSessionToken", ("DurationSeconds", "900"))));
        Assert.Equal("arn:aws:iam::000000000000:user/someone", (await OkAsync(session.StsAsync("GetCallerIdentity"))).Value("Arn"));
        await OkAsync(session.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key }));
        await DeniedAsync(session.KmsAsync("Encrypt", Plain(key)));
        await DeniedAsync(session.StsAsync("GetSessionToken"));
        Clock.Offset = TimeSpan.FromSeconds(901);
        Assert.Equal("ExpiredTokenException", (await session.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key })).Code);
    }

    [Fact]
    public async Task A_session_of_the_root_user_ends_within_an_hour()
    {
        using var session = Root.Of(await OkAsync(Root.StsAsync("GetSessionToken", ("DurationSeconds", "7200"))));
        Assert.Equal($"arn:aws:iam::{Account}:root", (await OkAsync(session.StsAsync("GetCallerIdentity"))).Value("Arn"));
        Clock.Offset = TimeSpan.FromSeconds(3601);
        Assert.Equal("ExpiredTokenException", (await session.KmsAsync("ListKeys", new JsonObject())).Code);
    }

    private static Task<WireAnswer> AssumeAsync(WireCaller caller, string role, params (string Name, string Value)[] more) =>
        caller.StsAsync(
        "AssumeRole", [("RoleArn", $"arn:aws:iam::{Account}:role/{role}"), ("RoleSessionName", "session"), .. more]);

    private Task<WireAnswer> WithTokenAsync(string role, string token) => Root.StsAsync(
        "AssumeRoleWithWebIdentity", ("RoleArn", $"arn:aws:iam::{Account}:role/{role}"), ("RoleSessionName", "ci"),
        ("WebIdentityToken", token));

    private Task<WireAnswer> TrustAsync(string role, string policy) =>
        OkAsync(Root.IamAsync("CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", policy)));

    private async Task<WireCaller> UserAsync(string name, params string[] policies)
    {
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", name)));
        foreach (var policy in policies)
        {
            await OkAsync(Root.IamAsync("PutUserPolicy", ("UserName", name), ("PolicyName", "p"), ("PolicyDocument", policy)));
        }

        return Root.Of(await OkAsync(Root.IamAsync("CreateAccessKey", ("UserName", name))));
    }

    private static string Token(string algorithm, string subject, Func<byte[], byte[]> sign)
    {
        var expires = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 300;
        var claims = $$"""{"iss":"https://ci.example.com","sub":"{{subject}}","aud":"sts.amazonaws.com","exp":{{expires}}}""";
        var text = $"{Encode($$"""{"alg":"{{algorithm}}"}""")}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
