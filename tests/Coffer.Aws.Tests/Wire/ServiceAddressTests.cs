using Amazon;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using Coffer.Aws.Wire;
using Xunit;

namespace Coffer.Aws.Tests.Wire;

/// <summary>An address that is found without the SDK is the one that the SDK would ask.</summary>
public sealed class ServiceAddressTests : IDisposable
{
    private static readonly string[] Buckets = ["staging-secrets", "abc", new('b', 63)];

    // Such as the SDK has other names for, or ways that are not ours.
    private static readonly string[] OtherBuckets =
        ["ab", new('b', 64), "-bucket", "bucket-", "a.b", "Bucket", "a_b", "name--usw2-az1--x-s3", "name--op-s3",
            "arn:aws:s3:eu-west-1:111122223333:accesspoint/one", "mfzwi23gnjvgw.mrap"];

    private static readonly string[] OtherRegions =
        ["us-iso-east-1", "eusc-de-east-1", "eu-isoe-west-1", "aws-global", "fips-us-east-1", "us-east-1-fips", "eu", "",
            "eu-west-1.evil", "x"];

    private static readonly string[] Endpoints =
        ["http://127.0.0.1:4566", "https://localhost:8443", "http://[::1]:4566", "https://S3.Example:443/", "http://localhost"];

    private static readonly string[] OtherEndpoints =
        ["https://example/base", "https://example/?a=b", "https://user:word@example/", "https://müller.example/", "https://example/#a"];

    private readonly SdkRequests sdk = new();
    private readonly BasicAWSCredentials credentials = new("id", "secret");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => sdk.Dispose();

    [Fact]
    public async Task Regions_and_endpoints_lead_to_where_the_SDK_goes()
    {
        var compared = 0;
        List<string> unknown = [];
        foreach (var region in RegionEndpoint.EnumerableAllRegions.Select(static one => one.SystemName).Concat(OtherRegions))
        {
            if (ServiceAddress.OfKms(region, null, true) is null)
            {
                unknown.Add(region);
                Assert.All(Buckets, bucket => Assert.Null(ServiceAddress.OfBucket(region, null, true, bucket)));
                continue;
            }

            compared += await CompareAsync(region, null);
        }

        Assert.True(compared > 30, $"{compared} regions");
        Assert.Equal([], OtherRegions.Except(unknown));
        Assert.DoesNotContain("eu-west-1", unknown);
        foreach (var endpoint in Endpoints)
        {
            Assert.Equal(1, await CompareAsync("eu-west-1", new Uri(endpoint)));
        }
    }

    [Fact]
    public void What_is_unusual_is_left_to_the_SDK()
    {
        Assert.Equal(11, OtherBuckets.Length);
        Assert.All(OtherBuckets, static bucket => Assert.Null(ServiceAddress.OfBucket("eu-west-1", null, true, bucket)));
        Assert.All(
            OtherBuckets.Where(static bucket => bucket.Length < 3 || bucket.Length > 63 || bucket.Contains("--", StringComparison.Ordinal)),
            static bucket => Assert.Null(ServiceAddress.OfBucket("eu-west-1", new Uri("http://localhost"), true, bucket)));
        Assert.Equal(5, OtherEndpoints.Length);
        Assert.All(OtherEndpoints, static endpoint =>
        {
            Assert.Null(ServiceAddress.OfKms("eu-west-1", new Uri(endpoint), true));
            Assert.Null(ServiceAddress.OfBucket("eu-west-1", new Uri(endpoint), true, "bucket"));
        });
        Assert.Null(ServiceAddress.OfKms("eu-west-1", null, false));
        Assert.Null(ServiceAddress.OfBucket("eu-west-1", new Uri("http://localhost"), false, "bucket"));
    }

    /// <summary>A setting is one of the SDK's whether a variable has it or a profile.</summary>
    [Fact]
    public void Settings_of_other_names_are_seen()
    {
        var folder = Directory.CreateTempSubdirectory("coffer-").FullName;
        try
        {
            var missing = Path.Combine(folder, "missing");
            Dictionary<string, string> usual = new() { ["AWS_CONFIG_FILE"] = missing, ["AWS_SHARED_CREDENTIALS_FILE"] = missing };
            Assert.True(ServiceAddress.IsUsual(usual.GetValueOrDefault));
            string[] settings =
            [
                "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
                "AWS_RESPONSE_CHECKSUM_VALIDATION",
            ];
            Assert.All(settings, name => Assert.False(ServiceAddress.IsUsual(
                asked => asked == name ? "true" : usual.GetValueOrDefault(asked))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> CompareAsync(string region, Uri? endpoint)
    {
        using var kms = sdk.Kms(credentials, region, endpoint);
        await kms.DecryptAsync(new DecryptRequest { KeyId = "alias/k", CiphertextBlob = new MemoryStream([1]) }, Cancellation);
        Assert.Equal((region, sdk.Last.Url.AbsoluteUri), (region, ServiceAddress.OfKms(region, endpoint, true)!.Server.AbsoluteUri));
        using var s3 = sdk.S3(credentials, region, endpoint);
        foreach (var bucket in Buckets)
        {
            await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "api/k" }, Cancellation);
            var at = ServiceAddress.OfBucket(region, endpoint, true, bucket)!;
            Assert.Equal((region, sdk.Last.Url.AbsoluteUri), (region, new Uri(at.Server, $"{at.Path}/api/k").AbsoluteUri));
        }

        return 1;
    }
}
