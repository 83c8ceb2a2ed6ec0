using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3;

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
