namespace Coffer.LocalAws;

/// <summary>
/// The part of AWS that a region is in, as its ARNs begin:
/// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
/// </summary>
internal static class Partition
{
    public const string Standard = "aws";

    public static string Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : Standard;

    /// <summary>The partition that an ARN names.</summary>
    public static string OfArn(string arn) => arn.Split(':', 3) is ["arn", var partition, _] ? partition : Standard;
}
