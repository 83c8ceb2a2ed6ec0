using Amazon.KeyManagementService;
using Amazon.Runtime;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

public sealed class KmsEncryptionTests(S3Server server) : IClassFixture<S3Server>
{
    private const string Sse = "x-amz-server-side-encryption";
    private const string SseKey = "x-amz-server-side-encryption-aws-kms-key-id";

    [Fact]
    public async Task An_object_under_kms_has_an_etag_that_is_no_md5_and_stays()
    {
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new(), S3Server.Token)).KeyMetadata;
        var bucket = await server.BucketAsync();
        var headers = new Dictionary<string, string> { [Sse] = "aws:kms", [SseKey] = key.KeyId };
        var first = await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", headers, "test-sse"u8.ToArray());
        Assert.Equal(("aws:kms", key.Arn), (first.Headers[Sse], first.Headers[SseKey]));
        Assert.Matches("^\"[0-9a-f]{32}\"$", first.Headers["ETag"]);
        Assert.NotEqual("\"42832c0ca45ac93ed8ee1f1b8b1f0ac1\"", first.Headers["ETag"]);
        Assert.Equal(first.Headers["ETag"], (await server.SendAsync(HttpMethod.Head, $"/{bucket}/k")).Headers["ETag"]);
        var second = await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", headers, "test-sse"u8.ToArray());
        Assert.NotEqual(first.Headers["ETag"], second.Headers["ETag"]);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_refused_in_kms_words()
    {
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new(), S3Server.Token)).KeyMetadata;
        await kms.DisableKeyAsync(key.KeyId, S3Server.Token);
        var bucket = await server.BucketAsync();
        Task<Answer> PutAsync(string id) => server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { [Sse] = "aws:kms", [SseKey] = id }, [1]);
        Assert.Equal($"400 KMS.DisabledException | {key.Arn} is disabled. | {{}}", (await PutAsync(key.KeyId)).Error);
        Assert.Equal("400 KMS.NotFoundException | Invalid keyId 'fake-key-id' | {}", (await PutAsync("fake-key-id")).Error);
        await kms.ScheduleKeyDeletionAsync(key.KeyId, 7, S3Server.Token);
        Assert.Equal($"400 KMS.KMSInvalidStateException | {key.Arn} is pending deletion. | {{}}", (await PutAsync(key.KeyId)).Error);
    }

    private AmazonKeyManagementServiceClient Kms() => new(new BasicAWSCredentials("test", "test"),
        new AmazonKeyManagementServiceConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
}
