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
        Task<Answer> PutAsync(string id) =>
            server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { [Sse] = "aws:kms", [SseKey] = id }, [1]);
        Assert.Equal($"400 KMS.DisabledException | {key.Arn} is disabled. | {{}}", (await PutAsync(key.KeyId)).Error);
        Assert.Equal("400 KMS.NotFoundException | Invalid keyId 'fake-key-id' | {}", (await PutAsync("fake-key-id")).Error);
        await kms.ScheduleKeyDeletionAsync(key.KeyId, 7, S3Server.Token);
        Assert.Equal($"400 KMS.KMSInvalidStateException | {key.Arn} is pending deletion. | {{}}", (await PutAsync(key.KeyId)).Error);
    }

    [Fact]
    public async Task An_object_opens_only_while_its_key_can_be_used()
    {
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new(), S3Server.Token)).KeyMetadata;
        var bucket = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { [Sse] = "aws:kms", [SseKey] = key.KeyId }, "text"u8.ToArray());
        (Func<Task> Change, string Expected)[] states =
        [
            (() => kms.DisableKeyAsync(key.KeyId, S3Server.Token), $"400 KMS.DisabledException | {key.Arn} is disabled. | {{}}"),
            (() => kms.EnableKeyAsync(key.KeyId, S3Server.Token), "200"),
            (
                () => kms.ScheduleKeyDeletionAsync(key.KeyId, 7, S3Server.Token),
                $"400 KMS.KMSInvalidStateException | {key.Arn} is pending deletion. | {{}}"),
            (() => kms.CancelKeyDeletionAsync(key.KeyId, S3Server.Token), $"400 KMS.DisabledException | {key.Arn} is disabled. | {{}}"),
        ];
        foreach (var (change, expected) in states)
        {
            await change();
            Answer[] answers =
            [
                await server.SendAsync(HttpMethod.Get, $"/{bucket}/k"),
                await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", new() { ["range"] = "bytes=0-1" }),
                await server.SendAsync(HttpMethod.Put, $"/{bucket}/copy", new() { ["x-amz-copy-source"] = $"/{bucket}/k" }),
            ];
            Assert.All(answers, answer => Assert.Equal(expected, answer.Status is 200 or 206 ? "200" : answer.Error));
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Head, $"/{bucket}/k")).Status);
        }

        Assert.Equal(4, states.Length);
    }

    [Fact]
    public async Task The_key_of_AWS_makes_itself_when_it_is_first_needed()
    {
        foreach (
            var (region, way) in (IEnumerable<(string, string)>)[("us-east-1", "put"), ("eu-west-1", "default"), ("eu-west-2", "describe")])
        {
            using var kms = Kms(region);
            var bucket = $"b-{Guid.NewGuid():N}";
            using (var s3 = server.Client(region))
            {
                await s3.PutBucketAsync(
                    new Amazon.S3.Model.PutBucketRequest { BucketName = bucket, BucketRegionName = region }, S3Server.Token);
            }

            if (way == "describe")
            {
                await kms.DescribeKeyAsync("alias/aws/s3", S3Server.Token);
            }

            if (way == "default")
            {
                const string Rule = "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>"
                    + "aws:kms</SSEAlgorithm>"
                    + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>";
                var body = System.Text.Encoding.UTF8.GetBytes(Rule);
#pragma warning disable CA5351 // the header is defined so
                var md5 = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(body));
#pragma warning restore CA5351
                Assert.Equal(
                    200,
                    (await server.SendAsync(
                        HttpMethod.Put, $"/{bucket}?encryption", new() { ["content-md5"] = md5 }, body, region)).Status);
            }

            var headers = way == "default" ? new Dictionary<string, string>() : new() { [Sse] = "aws:kms" };
            var put = await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", headers, [1], region);
            var key = (await kms.DescribeKeyAsync("alias/aws/s3", S3Server.Token)).KeyMetadata;
            Assert.Equal((200, key.Arn, "AWS"), (put.Status, put.Headers[SseKey], key.KeyManager.Value));
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", null, null, region)).Status);
            Assert.Single((await kms.ListAliasesAsync(new(), S3Server.Token)).Aliases, alias => alias.AliasName == "alias/aws/s3");
            await Assert.ThrowsAnyAsync<AmazonServiceException>(() => kms.DisableKeyAsync(key.KeyId, S3Server.Token));
        }
    }

    private AmazonKeyManagementServiceClient Kms(string region = "us-east-1") => new(new BasicAWSCredentials("test", "test"),
        new AmazonKeyManagementServiceConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = region });
}
