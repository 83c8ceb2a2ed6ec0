using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.LocalAws.Testing;
using Xunit;

namespace Coffer.LocalAws.Tests.Testing;

/// <summary>The local AWS inside a test's process, as somebody else's tests use it: by the AWS SDK, on a port.</summary>
public sealed class LocalCloudTests
{
    private const string OpensApi = """
        {"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*",
          "Condition":{"StringEquals":{"kms:EncryptionContext:service":"api"}}}]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policies_decide_and_who_called_what_is_told()
    {
        await using var cloud = await StartAsync();
        var api = cloud.Role("api", OpensApi);
        var web = cloud.Role("web");
        Assert.Empty(cloud.Calls);
        var blob = await SealAsync(cloud, api);
        Assert.Equal("value"u8.ToArray(), await OpenAsync(cloud, api, blob));
        var refused = await Assert.ThrowsAsync<AmazonKeyManagementServiceException>(() => OpenAsync(cloud, web, blob));
        Assert.Contains("assumed-role/web/test is not authorized to perform: kms:Decrypt", refused.Message, StringComparison.Ordinal);

        cloud.Calls.AssertCalled("kms:Decrypt", by: "api", times: 1);
        cloud.Calls.AssertNotCalled("kms:ReEncrypt");
        cloud.Calls.AssertOnly("api", "kms:Encrypt", "kms:Decrypt");
        var call = Assert.Single(cloud.Calls.Of("kms:Decrypt", by: "web"));
        Assert.True(call.IsDenied);
        Assert.Equal("api", call.EncryptionContext["service"]);
        Assert.Equal("AccessDeniedException", call.Error);
    }

    [Fact]
    public async Task An_assertion_that_fails_shows_the_calls()
    {
        await using var cloud = await StartAsync();
        Assert.Equal(
            "kms:Decrypt by api was never called. There were no calls.",
            Assert.Throws<LocalCallsException>(() => cloud.Calls.AssertCalled("kms:Decrypt", by: "api")).Message);
        var web = cloud.Role("web");
        await Assert.ThrowsAsync<AmazonKeyManagementServiceException>(() => SealAsync(cloud, web));
        foreach (var assertion in (Action[])
            [
                () => cloud.Calls.AssertNothingDenied(), () => cloud.Calls.AssertNotCalled("kms:Encrypt"),
                () => cloud.Calls.AssertOnly("web", "kms:Decrypt"), () => cloud.Calls.AssertCalled("kms:Encrypt", times: 2),
            ])
        {
            var failure = Assert.Throws<LocalCallsException>(assertion);
            Assert.Contains("\n  web kms:Encrypt ", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("dmFsdWU", failure.Message, StringComparison.Ordinal);
        }

        cloud.Calls.Forget();
        cloud.Calls.AssertNothingDenied();
    }

    [Fact]
    public async Task Clouds_know_nothing_of_each_other()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Assert.NotEqual(one.Endpoint, other.Endpoint);
        using var s3 = S3(one, one.Root);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "staging-secrets", Key = "a", ContentBody = "x" }, Stop);
        using var there = S3(other, other.Root);
        Assert.Empty((await there.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "staging-secrets" }, Stop)).S3Objects ?? []);
        other.Calls.AssertNotCalled("s3:PutObject");
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => SealAsync(other, one.Role("api", OpensApi)));
    }

    [Fact]
    public async Task A_role_gets_other_policies_and_a_bad_one_is_refused_in_AWS_s_words()
    {
        await using var cloud = await StartAsync();
        var api = cloud.Role("api");
        await Assert.ThrowsAsync<AmazonKeyManagementServiceException>(() => SealAsync(cloud, api));
        cloud.Role("api", OpensApi);
        await SealAsync(cloud, api);
        Assert.Contains(
            "a policy of the role 'api' is none:",
            Assert.Throws<ArgumentException>(() => cloud.Role("api", """{"Statement":[{"Effect":"Perhaps"}]}""")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_are_served_as_to_a_task_and_variables_name_the_cloud()
    {
        await using var cloud = await StartAsync();
        var api = cloud.Role("api");
        using var http = new HttpClient();
        Assert.Contains(":role/api", await http.GetStringAsync(cloud.TaskCredentialsOf("api"), Stop), StringComparison.Ordinal);
        Assert.Equal(api.SessionToken, cloud.VariablesOf(api)["AWS_SESSION_TOKEN"]);
        Assert.Equal(cloud.Endpoint, new Uri(cloud.VariablesOf(cloud.Root)["AWS_ENDPOINT_URL"]));
        Assert.DoesNotContain("AWS_SESSION_TOKEN", cloud.VariablesOf(cloud.Root).Keys);
        Assert.DoesNotContain(api.SecretAccessKey, api.ToString(), StringComparison.Ordinal);
    }

    private static async Task<LocalCloud> StartAsync() =>
        await LocalCloud.StartAsync(new LocalCloudOptions { Keys = { "alias/secrets" }, Buckets = { "staging-secrets" } });

    private static AWSCredentials CredentialsOf(LocalIdentity who) => who.SessionToken is { } token
        ? new SessionAWSCredentials(who.AccessKeyId, who.SecretAccessKey, token)
        : new BasicAWSCredentials(who.AccessKeyId, who.SecretAccessKey);

    private static AmazonS3Client S3(LocalCloud cloud, LocalIdentity who) => new(
        CredentialsOf(who),
        new AmazonS3Config { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = cloud.Region, ForcePathStyle = true });

    private static AmazonKeyManagementServiceClient Kms(LocalCloud cloud, LocalIdentity who) => new(
        CredentialsOf(who),
        new AmazonKeyManagementServiceConfig { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = cloud.Region });

    private static async Task<byte[]> SealAsync(LocalCloud cloud, LocalIdentity who)
    {
        using var kms = Kms(cloud, who);
        return (await kms.EncryptAsync(
            new EncryptRequest
            {
                KeyId = "alias/secrets",
                Plaintext = new MemoryStream("value"u8.ToArray()),
                EncryptionContext = new() { ["service"] = "api" },
            },
            Stop)).CiphertextBlob.ToArray();
    }

    private static async Task<byte[]> OpenAsync(LocalCloud cloud, LocalIdentity who, byte[] blob)
    {
        using var kms = Kms(cloud, who);
        return (await kms.DecryptAsync(
            new DecryptRequest { CiphertextBlob = new MemoryStream(blob), EncryptionContext = new() { ["service"] = "api" } }, Stop))
            .Plaintext.ToArray();
    }
}
