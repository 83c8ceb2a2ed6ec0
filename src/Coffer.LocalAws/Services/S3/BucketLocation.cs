using System.Collections.Frozen;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// A bucket's region from its location constraint, which is absent for us-east-1 and may be the old name EU for
/// eu-west-1. The us-east-1 endpoint makes buckets anywhere, every other one only in its own region.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html
/// </summary>
internal static class BucketLocation
{
    public const string DefaultRegion = "us-east-1";

    /// <summary>BucketLocationConstraint of the service model.</summary>
    private static readonly FrozenSet<string> Constraints = new[]
    {
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1", "EU", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1",
        "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1",
        "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    }.ToFrozenSet();

    public static bool IsRegion(string name) => name == DefaultRegion || (name != "EU" && Constraints.Contains(name));

    public static string RegionFor(string? constraint, string requestRegion)
    {
        if (requestRegion == DefaultRegion)
        {
            return constraint is null || Constraints.Contains(constraint)
                ? RegionOf(constraint)
                : throw new AwsException(400, "InvalidLocationConstraint",
                    "The specified location-constraint is not valid", ("LocationConstraint", constraint));
        }
        return constraint is not null && RegionOf(constraint) == requestRegion
            ? requestRegion
            : throw new AwsException(400, "IllegalLocationConstraintException",
                $"The {constraint ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was "
                    + "sent to.");
    }

    private static string RegionOf(string? constraint) => constraint switch
    {
        null => DefaultRegion,
        "EU" => "eu-west-1",
        _ => constraint,
    };
}
