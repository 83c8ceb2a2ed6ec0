using System.Buffers;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.Aws.Credentials;

namespace Coffer.Aws.Wire;

/// <summary>
/// Where a service is, found without the SDK in the usual cases: an endpoint of the caller's own, or a region's public one. In all others
/// it is not known here, and the SDK is asked in the old way.
/// </summary>
/// <param name="Server">Scheme, host and port.</param>
/// <param name="Path">What stands before each path: empty, or the bucket with its slash.</param>
internal sealed record ServiceAddress(Uri Server, string Path)
{
    // Settings of the SDK that choose among AWS's names, or how answers are checked.
    private static readonly string[] Settings =
    [
        "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "AWS_RESPONSE_CHECKSUM_VALIDATION",
    ];

    private static readonly SearchValues<char> InHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> InBucket =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    /// <summary>Where KMS is; null where only the SDK knows.</summary>
    /// <param name="region">The region.</param>
    /// <param name="endpoint">An endpoint of the caller's own; null for AWS's.</param>
    /// <param name="isUsual">Whether <see cref="IsUsual"/>.</param>
    public static ServiceAddress? OfKms(string region, Uri? endpoint, bool isUsual) =>
        !isUsual ? null
        : endpoint is not null ? (IsPlain(endpoint) ? new ServiceAddress(endpoint, "") : null)
        : Suffix(region) is { } suffix ? new ServiceAddress(new Uri($"https://kms.{region}.{suffix}/"), "") : null;

    /// <summary>Where a bucket is; null where only the SDK knows.</summary>
    /// <param name="region">The region.</param>
    /// <param name="endpoint">An endpoint of the caller's own; null for AWS's.</param>
    /// <param name="isUsual">Whether <see cref="IsUsual"/>.</param>
    /// <param name="bucket">The bucket.</param>
    public static ServiceAddress? OfBucket(string region, Uri? endpoint, bool isUsual, string bucket)
    {
        // Two dashes mark the other kinds of buckets.
        if (!isUsual || bucket.Length is < 3 or > 63 || bucket.Contains("--", StringComparison.Ordinal))
        {
            return null;
        }

        if (endpoint is not null)
        {
            return IsPlain(endpoint) && bucket.AsSpan().IndexOfAnyExcept(InBucket) < 0 && bucket.Trim('.') == bucket
                ? new ServiceAddress(endpoint, "/" + bucket)
                : null;
        }

        return Suffix(region) is { } suffix && bucket.AsSpan().IndexOfAnyExcept(InHost) < 0 && bucket.Trim('-') == bucket
            ? new ServiceAddress(new Uri($"https://{bucket}.s3.{region}.{suffix}/"), "")
            : null;
    }

    /// <summary>Whether no setting of the SDK leads to other names of AWS, or changes how answers are checked.</summary>
    /// <param name="variable">The environment's variables.</param>
    public static bool IsUsual(Func<string, string?> variable) =>
        Array.TrueForAll(Settings, name => AwsSettings.Set(variable(name)) is null)
        && (!ProfileFiles.MayExist(variable) || new AmazonS3Config
        {
            IgnoreConfiguredEndpointUrls = true,
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
        } is
        {
            UseFIPSEndpoint: false,
            UseDualstackEndpoint: false,
            USEast1RegionalEndpointValue: not S3UsEast1RegionalEndpointValue.Legacy,
            ResponseChecksumValidation: ResponseChecksumValidation.WHEN_SUPPORTED,
        });

    // https://docs.aws.amazon.com/general/latest/gr/rande.html: the two partitions and a half whose regions are known by their form.
    private static string? Suffix(string region)
    {
        var parts = region.Split('-');
        if (region.AsSpan().IndexOfAnyExcept(InHost) >= 0 || parts[^1] is not { Length: 1 } || !char.IsAsciiDigit(parts[^1][0]))
        {
            return null;
        }

        return parts switch
        {
            ["cn", { Length: > 0 }, _] => "amazonaws.com.cn",
            ["us", "gov", { Length: > 0 }, _] => "amazonaws.com",
            ["us" or "eu" or "ap" or "sa" or "ca" or "me" or "af" or "il" or "mx", { Length: > 0 }, _] => "amazonaws.com",
            _ => null,
        };
    }

    private static bool IsPlain(Uri endpoint) =>
        endpoint is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && endpoint.Authority.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
        && endpoint.Scheme is "http" or "https";
}
