using System.Globalization;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using Coffer.Aws.Credentials;
using Coffer.Aws.Wire;
using Coffer.Core.Model;
using Xunit;

namespace Coffer.Aws.Tests.Wire;

/// <summary>Random requests, signed here and by the SDK: to the same address, with the same headers, body and signature.</summary>
public sealed class SdkSignatureTests : IDisposable
{
    private const int Requests = 10_000;
    private const int Clients = 20;

    private static readonly string[] NotOurs =
        ["amz-sdk-invocation-id", "amz-sdk-request", "user-agent", "content-length", "authorization"];
    private static readonly string[] Regions = ["us-east-1", "eu-west-1", "ap-southeast-4", "us-gov-west-1", "cn-north-1", "mx-central-1"];
    private static readonly string?[] Endpoints =
        [null, null, null, "http://127.0.0.1:4566", "https://localhost:8443/", "http://[::1]:80", "https://Minio.Example"];
    private static readonly string[] Pieces =
        ["api/", "db-password", " ", "+", "%41", "é", "漢", "'()*!", "~", "a=b&c", "\"", "<&>", ":", "@,$;?#", "\\", "//",
            "e\u0301", "-._"];

    private readonly Random random = new(20261129);
    private readonly SdkRequests sdk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => sdk.Dispose();

    [Fact]
    public async Task Both_sign_the_same()
    {
        var kinds = new int[3];
        for (var client = 0; client < Clients; client++)
        {
            var region = Pick(Regions);
            var endpoint = Pick(Endpoints) is { } url ? new Uri(url) : null;
            var id = $"AKIA{random.Next(1_000_000)}";
            var secret = Convert.ToBase64String(Bytes(30));
            var token = random.Next(2) == 0 ? null : Convert.ToBase64String(Bytes(400));
            var keys = new AwsKeys(id, secret, token, null);
            AWSCredentials credentials = token is null ? new BasicAWSCredentials(id, secret) : new SessionAWSCredentials(id, secret, token);
            using var s3 = sdk.S3(credentials, region, endpoint);
            using var kms = sdk.Kms(credentials, region, endpoint);
            Signer s3Signer = new(region, "s3"), kmsSigner = new(region, "kms");
            for (var number = 0; number < Requests / Clients; number++)
            {
                var bucket = $"{Pick(["staging-secrets", "b0", "acme"])}-{random.Next(1000)}";
                var at = ServiceAddress.OfBucket(region, endpoint, true, bucket)!;
                var kind = random.Next(3);
                kinds[kind]++;
                switch (kind)
                {
                    case 0:
                        (var prefix, var next) = (Text(), random.Next(2) == 0 ? null : Text());
                        await s3.ListObjectsV2Async(
                            new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next }, Cancellation);
                        await CompareAsync(at.Server, WireRequests.List(at, prefix, next), default, s3Signer, keys);
                        break;
                    case 1:
                        (var key, var version) = ("k" + Text(), random.Next(2) == 0 ? null : Text());
                        var known = random.Next(2) == 0 ? null : $"\"{Convert.ToHexStringLower(Bytes(16))}\"";
                        await s3.GetObjectAsync(
                            new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version, EtagToNotMatch = known },
                            Cancellation);
                        await CompareAsync(at.Server, WireRequests.Get(at, key, version, known), default, s3Signer, keys);
                        break;
                    default:
                        var ofKms = ServiceAddress.OfKms(region, endpoint, true)!;
                        var blob = Bytes(random.Next(1, 300));
                        var name = KeyName.Parse(Pick(["alias/secrets", "1234abcd-12ab-34cd-56ef-1234567890ab"]), "the test");
                        var context = Enumerable.Range(0, random.Next(4))
                            .ToDictionary(static at => $"name{at}", _ => Text());
                        await kms.DecryptAsync(
                            new DecryptRequest { KeyId = name.Text, CiphertextBlob = new MemoryStream(blob), EncryptionContext = context },
                            Cancellation);
                        var content = WireRequests.DecryptContent(name, blob, [.. context]);
                        await CompareAsync(ofKms.Server, WireRequests.Decrypt(content.Span), content, kmsSigner, keys);
                        break;
                }
            }
        }

        Assert.Equal(Requests, kinds.Sum());
        Assert.All(kinds, static count => Assert.True(count > Requests / 4));
    }

    private async Task CompareAsync(Uri server, RequestToSign request, ReadOnlyMemory<byte> content, Signer signer, AwsKeys keys)
    {
        var (method, url, headers, body) = sdk.Last;
        var time = DateTimeOffset.ParseExact(
            headers["x-amz-date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        using var message = WireMessage.Of(server, request, content, signer, keys, time);
        var own = await SdkRequests.ReadAsync(message);
        Assert.Equal(body, own.Body);
        Assert.Equal((method, body, url.Authority, url.AbsolutePath), (own.Method, own.Body, own.Url.Authority, own.Url.AbsolutePath));
        Assert.Equal(url.Query.TrimStart('?').Split('&').Order(), own.Url.Query.TrimStart('?').Split('&').Order());
        Assert.Equal(Ours(headers), Ours(own.Headers));
        Assert.Equal(headers["authorization"], own.Headers["authorization"]);
    }

    private static SortedDictionary<string, string> Ours(Dictionary<string, string> headers) =>
        new(headers.Where(static header => !NotOurs.Contains(header.Key)).ToDictionary());

    private T Pick<T>(T[] some) => some[random.Next(some.Length)];

    private string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(Pieces)));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
