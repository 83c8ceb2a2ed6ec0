using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3;

/// <summary>What a new bucket may be called: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html.</summary>
internal static partial class NewBucketName
{
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    public static string Require(string name) => IsValid(name)
        ? name
        : throw new AwsException(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", name));

    public static bool IsValid(string name) =>
        Grammar().IsMatch(name)
        && !name.Contains("..", StringComparison.Ordinal)
        && !IpAddress().IsMatch(name)
        && !Array.Exists(ReservedPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !Array.Exists(ReservedSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Grammar();

    [GeneratedRegex(@"\A[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+\z")]
    private static partial Regex IpAddress();
}

/// <summary>ARNs of buckets and objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html</summary>
internal static class S3Arn
{
    public static string Of(string region, string resource) => $"arn:{Partition.Of(region)}:s3:::{resource}";
}

/// <summary>
/// The canonical user id of an account: 64 hexadecimal digits that say nothing else.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html
/// </summary>
internal static class CanonicalUser
{
    public static string IdOf(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)));
}
