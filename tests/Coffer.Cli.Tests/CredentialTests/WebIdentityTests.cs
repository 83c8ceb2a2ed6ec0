using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>A token of Kubernetes or another identity provider, by variables and by a profile.</summary>
public sealed class WebIdentityTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    // One of its own for each test: another one writes its token while this one's is read.
    private readonly string tokenFile = Path.Combine(world.Folder, $"token-{Path.GetRandomFileName()}");

    [NativeFact]
    public async Task The_variables_give_keys()
    {
        using var sts = new StandIn(_ => new(200, Answer()));
        CredentialWorld.AssertOpened(await GetAsync(sts, new()
        {
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = tokenFile,
            ["AWS_ROLE_ARN"] = CredentialWorld.RoleArn,
            ["AWS_ROLE_SESSION_NAME"] = "pod-1",
        }));
        var request = Assert.Single(sts.Requests);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Equal(
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Freader&"
                + "RoleSessionName=pod-1&WebIdentityToken=the.web.token",
            request.BodyText);
    }

    [NativeFact]
    public async Task A_profile_gives_keys()
    {
        using var sts = new StandIn(_ => new(200, Answer()));
        CredentialWorld.AssertOpened(await GetAsync(
            sts,
            new() { ["AWS_PROFILE"] = "app" },
            $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nweb_identity_token_file = {tokenFile}\n"));
        Assert.Contains("RoleSessionName=coffer&", Assert.Single(sts.Requests).BodyText, StringComparison.Ordinal);
    }

    [NativeTheory]
    [InlineData("forbidden", 78, "answered 403 AccessDenied (\"Not authorized to perform sts:AssumeRoleWithWebIdentity\")")]
    [InlineData("garbage", 69, "does not answer as it should: the answer's elements are nested deeper")]
    [InlineData("empty", 69, "sts:AssumeRoleWithWebIdentity answered without 'AccessKeyId'")]
    [InlineData("silence", 69, "did not answer within 5 s")]
    [InlineData("expired", 78, "it gave credentials that expired at 2020-01-01")]
    [InlineData("cut", 69, "broke the connection off")]
    public async Task A_bad_answer_is_told(string kind, int code, string said)
    {
        using var sts = new StandIn(_ => kind switch
        {
            "forbidden" =>
                new(
                    403,
                    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized to perform "
                        + "sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>"),
            "garbage" => new(200, "\0\u0001garbage"),
            "empty" => new(200, ""),
            "expired" => new(200, Answer("2020-01-01T00:00:00Z")),
            "cut" => new(200, Answer()) { BrokenAfter = 30 },
            _ => StandInAnswer.Silence,
        });
        var result = await GetAsync(
            sts, new() { ["AWS_WEB_IDENTITY_TOKEN_FILE"] = tokenFile, ["AWS_ROLE_ARN"] = CredentialWorld.RoleArn });
        world.AssertRefused(code, result, "  environment variables: AWS_ACCESS_KEY_ID is not set\n", "  web identity: ", said);
        Assert.DoesNotContain("the.web.token", result.StderrText, StringComparison.Ordinal);
        Assert.DoesNotContain("  profile ", result.StderrText, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task What_is_missing_is_told()
    {
        using var sts = new StandIn(_ => new(200, Answer()));
        world.AssertRefused(
            await GetAsync(sts, new() { ["AWS_WEB_IDENTITY_TOKEN_FILE"] = tokenFile }),
            "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not");
        world.AssertRefused(
            await GetAsync(
                sts,
                new()
                {
                    ["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/nowhere",
                    ["AWS_ROLE_ARN"] = "R",
                }), "the file of AWS_WEB_IDENTITY_TOKEN_FILE is not there");
        world.AssertRefused(
            await GetAsync(
                sts,
                new()
                {
                    ["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/dev/null",
                    ["AWS_ROLE_ARN"] = "R",
                }), "the file of AWS_WEB_IDENTITY_TOKEN_FILE is empty");
        Assert.Empty(sts.Requests);
    }

    [NativeTheory]
    [InlineData("<html>sign in at the portal</html>")]
    [InlineData("")]
    [InlineData("<AssumeRoleWithWebIdentityResponse>")]
    public async Task What_is_no_answer_of_STS_is_asked_for_again(string body)
    {
        var asked = 0;
        using var sts = new StandIn(_ => new(200, Interlocked.Increment(ref asked) == 1 ? body : Answer()));
        CredentialWorld.AssertOpened(await GetAsync(
            sts, new() { ["AWS_ROLE_ARN"] = CredentialWorld.RoleArn, ["AWS_WEB_IDENTITY_TOKEN_FILE"] = tokenFile }));
        Assert.Equal(2, asked);
    }

    private string Answer(string? expiration = null) =>
        $"""
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
        <Audience>sts</Audience><Credentials><AccessKeyId>{world.Keys.AccessKeyId}</AccessKeyId>
        <SecretAccessKey>{world.Keys.SecretAccessKey}</SecretAccessKey>
        <SessionToken>{world.Keys.SessionToken}</SessionToken>
        <Expiration>{expiration ?? CredentialWorld.InAnHour}</Expiration></Credentials>
        </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
        """;

    private async Task<ProcessResult> GetAsync(StandIn sts, Dictionary<string, string> variables, string config = "")
    {
        await File.WriteAllTextAsync(tokenFile, "the.web.token\n", TestContext.Current.CancellationToken);
        variables["AWS_ENDPOINT_URL_STS"] = sts.Url;
        return await world.GetAsync(variables, new() { [".aws/config"] = config });
    }
}
