using System.Collections.Frozen;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>Headers that ask for what is not here: refused, so that nobody believes it happened.</summary>
internal static class UnsupportedHeaders
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "x-amz-website-redirect-location", "x-amz-write-offset-bytes", 
        "x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-if-match-initiated-time", "x-amz-rename-source",
        "x-amz-checksum-sha512", "x-amz-checksum-md5", "x-amz-checksum-xxhash64", "x-amz-checksum-xxhash3", "x-amz-checksum-xxhash128",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Prefixes =
    [
        "x-amz-grant-", "x-amz-server-side-encryption-customer-", "x-amz-copy-source-server-side-encryption-customer-",
    ];

    public static void Refuse(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys)
        {
            if (Names.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                throw S3Errors.NotImplemented(name.ToLowerInvariant());
            }
        }
    }
}

/// <summary>A bucket answers only requests that were signed for its region.</summary>
internal static class RegionCheck
{
    public static void Require(S3Request request, string region)
    {
        if (!request.Call.IsScoped || request.Call.Region == region)
        {
            return;
        }
        request.SetLastingHeader("x-amz-bucket-region", region);
        throw request.Parameter("X-Amz-Credential") is null
            ? new AwsException(400, "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; the region '{request.Call.Region}' is wrong; expecting "
                    + $"'{region}'", ("Region", region))
            : new AwsException(400, "AuthorizationQueryParametersError",
                $"Error parsing the X-Amz-Credential parameter; the region '{request.Call.Region}' is wrong; expecting "
                    + $"'{region}'", ("Region", region));
    }
}

/// <summary>The owner check of https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html.</summary>
internal static class ExpectedOwner
{
    public static void Check(string? expected, string owner)
    {
        if (expected is null)
        {
            return;
        }
        if (expected.Length != 12 || !expected.All(char.IsAsciiDigit))
        {
            throw new AwsException(400, "InvalidBucketOwnerAWSAccountID",
                $"The value of the expected bucket owner parameter must be an AWS Account ID... [{expected}]");
        }
        if (expected != owner)
        {
            throw new AwsException(403, "AccessDenied", "Access Denied");
        }
    }
}
