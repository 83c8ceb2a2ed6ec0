using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Sts;

public sealed class StsTests : ServerTest
{
    private const string Role = "arn:aws:iam::000000000000:role/teams/api-task";

    [Fact]
    public async Task The_fixed_key_is_the_account_itself()
    {
        using var sts = StsClient();
        var me = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop);

        Assert.Equal(("000000000000", "arn:aws:iam::000000000000:root", "000000000000"), (me.Account, me.Arn, me.UserId));
    }

    [Fact]
    public async Task An_assumed_role_signs_for_every_service()
    {
        using var sts = StsClient();
        var assumed = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "task-1", DurationSeconds = 900 }, Stop);
        using var asRole = StsClient(assumed.Credentials);
        using var kms = KmsClient("eu-west-1", assumed.Credentials);
        var me = await asRole.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop);

        Assert.Equal("arn:aws:sts::000000000000:assumed-role/api-task/task-1", me.Arn);
        Assert.Equal(assumed.AssumedRoleUser.Arn, me.Arn);
        Assert.Equal(assumed.AssumedRoleUser.AssumedRoleId, me.UserId);
        Assert.Matches("^AROA[A-Z2-7]{17}:task-1$", me.UserId);
        Assert.Matches("^ASIA[A-Z2-7]{16}$", assumed.Credentials.AccessKeyId);
        var left = assumed.Credentials.Expiration!.Value.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.InRange(left, TimeSpan.FromSeconds(840), TimeSpan.FromSeconds(900));
        Assert.NotNull((await kms.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata);
    }

    [Fact]
    public async Task A_session_needs_its_own_token_and_its_time()
    {
        using var sts = StsClient();
        var given = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "task-1" }, Stop)).Credentials;
        AWSCredentials[] wrong =
        [
            new BasicAWSCredentials(given.AccessKeyId, given.SecretAccessKey),
            new SessionAWSCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken + "A"),
            new SessionAWSCredentials("test", "test", given.SessionToken),
        ];
        foreach (var credentials in wrong)
        {
            using var client = StsClient(credentials);
            var error = await ErrorAsync(() => client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop));
            Assert.Equal((403, "InvalidClientTokenId", "The security token included in the request is invalid."), error);
            using var kms = KmsClient("eu-west-1", credentials);
            Assert.Equal(
                (400, "UnrecognizedClientException", "The security token included in the request is invalid."),
                await ErrorAsync(() => kms.ListKeysAsync(new ListKeysRequest(), Stop)));
        }

        Assert.Equal(3, wrong.Length);
        using var good = KmsClient("eu-west-1", given);
        await good.ListKeysAsync(new ListKeysRequest(), Stop);
        Clock.Offset = TimeSpan.FromMinutes(61);
        Assert.Equal("ExpiredTokenException", (await ErrorAsync(() => good.ListKeysAsync(new ListKeysRequest(), Stop))).Code);
    }

    /// <summary>KMS and STS have one answer for both.</summary>
    [Fact]
    public async Task S3_tells_a_token_that_is_missing_from_one_that_is_wrong()
    {
        using var sts = StsClient();
        var given = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "task-1" }, Stop)).Credentials;
        (string? Token, int Status, string Code)[] cases =
        [
            (null, 403, "InvalidAccessKeyId"),
            (given.SessionToken + "A", 400, "InvalidToken"),
            (given.SessionToken, 200, ""),
        ];
        foreach (var (token, status, code) in cases)
        {
            using var caller = new WireCaller(Endpoint, given.AccessKeyId, given.SecretAccessKey, token);
            var answer = await caller.S3Async("GET", "/");
            Assert.Equal((status, code), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Errors_read_as_the_recorded_ones()
    {
        (string Role, string Session, int? Duration, string Message)[] cases =
        [
            (
                Role,
                "Session1:2",
                null,
                @"1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy "
                    + @"regular expression pattern: [\w+=,.@-]*"),
            ("arn::b:::something/test-role", "s1", null, "arn::b:::something/test-role is invalid"),
            ("arn:a::::something/test-role", "s1", null, "arn:a::::something/test-role is invalid"),
            ("arn:a:::something/test-role", "s1", null, "arn:a:::something/test-role is invalid"),
            ("arn:a:a::aaaaaaaaaa:", "s1", null, "arn:a:a::aaaaaaaaaa: is invalid"),
            ("nothing-valid-in-here", "s1", null, "nothing-valid-in-here is invalid"),
            (
                "short",
                "s1",
                null,
                "1 validation error detected: Value 'short' at 'roleArn' failed to satisfy constraint: Member must have length greater "
                    + "than or equal to 20"),
            (
                Role,
                "s1",
                899,
                "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value "
                    + "greater than or equal to 900"),
            (
                Role,
                "s1",
                43201,
                "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less "
                    + "than or equal to 43200"),
        ];
        using var sts = StsClient();
        foreach (var (role, session, duration, message) in cases)
        {
            var request = new AssumeRoleRequest { RoleArn = role, RoleSessionName = session, DurationSeconds = duration };
            Assert.Equal((400, "ValidationError", message), await ErrorAsync(() => sts.AssumeRoleAsync(request, Stop)));
        }

        Assert.Equal(9, cases.Length);
        Assert.Equal(
            "MalformedPolicyDocument",
            (await ErrorAsync(
                () => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "s1", Policy = "{" }, Stop))).Code);
        Assert.Equal("InvalidAction",
            (await ErrorAsync(() => sts.GetFederationTokenAsync(new GetFederationTokenRequest("name"), Stop))).Code);
    }
}
