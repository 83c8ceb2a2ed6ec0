using System.Buffers.Text;
using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Sts;

public sealed class WebIdentityTests : ServerTest
{
    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string Document =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
        + """{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string Role = "arn:aws:iam::000000000000:role/deployer";

    [Fact]
    public async Task A_token_of_a_provider_gets_a_session_without_a_signature()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateProviderAsync(iam);
        await iam.IamAsync("CreateRole", ("RoleName", "deployer"), ("AssumeRolePolicyDocument", Document));
        var id = await iam.IamValueAsync("RoleId", "GetRole", ("RoleName", "deployer"));
        using var sts = StsClient(new AnonymousAWSCredentials());
        var assumed = await sts.AssumeRoleWithWebIdentityAsync(Request(Token("sts.amazonaws.com", 60)), Stop);
        Assert.Equal("repo:org/repo:ref", assumed.SubjectFromWebIdentityToken);
        Assert.Equal($"{id}:ci", assumed.AssumedRoleUser.AssumedRoleId);
        using var asRole = StsClient(assumed.Credentials);
        Assert.Equal(
            "arn:aws:sts::000000000000:assumed-role/deployer/ci",
            (await asRole.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop)).Arn);
    }

    [Fact]
    public async Task Other_tokens_are_refused()
    {
        using var iam = new ProtocolClient(Endpoint);
        using var sts = StsClient(new AnonymousAWSCredentials());
        Assert.Equal(
            "InvalidIdentityToken",
            (await ErrorAsync(() => sts.AssumeRoleWithWebIdentityAsync(Request(Token("sts.amazonaws.com", 60)), Stop))).Code);
        await CreateProviderAsync(iam);
        (string Code, string Token)[] cases =
        [
            ("InvalidIdentityToken", Token("someone-else", 60)),
            ("ExpiredToken", Token("sts.amazonaws.com", -60)),
            ("InvalidIdentityToken", "no.token"),
            ("InvalidIdentityToken", "a.b!.c"),
            ("InvalidIdentityToken", $"a.{Base64Url.EncodeToString("{}"u8)}.c"),
            ("InvalidIdentityToken", $"a.{Base64Url.EncodeToString("[]"u8)}.c"),
        ];
        foreach (var (code, token) in cases)
        {
            Assert.StartsWith(
                code, (await ErrorAsync(() => sts.AssumeRoleWithWebIdentityAsync(Request(token), Stop))).Code, StringComparison.Ordinal);
        }

        Assert.Equal(6, cases.Length);
        var unsigned = await ErrorAsync(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop));
        Assert.Equal((403, "MissingAuthenticationToken"), (unsigned.Status, unsigned.Code));
    }

    [Fact]
    public async Task A_role_of_IAM_has_its_own_id_and_its_longest_session()
    {
        using var iam = new ProtocolClient(Endpoint);
        await iam.IamAsync("CreateRole", ("RoleName", "deployer"), ("AssumeRolePolicyDocument", Document));
        var id = await iam.IamValueAsync("RoleId", "GetRole", ("RoleName", "deployer"));
        using var sts = StsClient();
        var assumed = await sts.AssumeRoleAsync(new() { RoleArn = Role, RoleSessionName = "me" }, Stop);
        Assert.Equal($"{id}:me", assumed.AssumedRoleUser.AssumedRoleId);
        var error = await ErrorAsync(
            () => sts.AssumeRoleAsync(new() { RoleArn = Role, RoleSessionName = "me", DurationSeconds = 7200 }, Stop));
        Assert.Equal((400, "ValidationError"), (error.Status, error.Code));
    }

    private static AssumeRoleWithWebIdentityRequest Request(string token) =>
        new() { RoleArn = Role, RoleSessionName = "ci", WebIdentityToken = token };

    private static Task<string?> CreateProviderAsync(ProtocolClient iam) => iam.IamValueAsync(
        "OpenIDConnectProviderArn", "CreateOpenIDConnectProvider", ("Url", Issuer), ("ClientIDList.member.1", "sts.amazonaws.com"));

    private static string Token(string audience, int seconds)
    {
        var expires = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        var claims = $$"""{"iss":"{{Issuer}}","sub":"repo:org/repo:ref","aud":"{{audience}}","exp":{{expires}}}""";
        return $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.sig";
    }
}
