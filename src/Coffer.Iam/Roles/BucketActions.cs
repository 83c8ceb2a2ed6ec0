namespace Coffer.Iam.Roles;

/// <summary>Actions on a bucket itself.</summary>
internal static class BucketActions
{
    /// <summary>Terraform reads every setting of a bucket, and writes those that the module has resources for.</summary>
    public static readonly IReadOnlyList<string> Configuration =
    [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucketAcl",
        "s3:GetBucketCORS",
        "s3:GetBucketLocation",
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketRequestPayment",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetBucketWebsite",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:ListTagsForResource",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:TagResource",
        "s3:UntagResource",
    ];

    /// <summary>The same, and making and removing the bucket.</summary>
    public static readonly IReadOnlyList<string> Administration =
        [.. Configuration.Concat(["s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy"]).Order(StringComparer.Ordinal)];
}
