namespace Coffer.Iam.Roles;

/// <summary>Actions on a bucket itself.</summary>
internal static class BucketActions
{
    /// <summary>Terraform reads every setting of a bucket, whatever it is going to change.</summary>
    public static readonly IReadOnlyList<string> Reading =
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
    ];

    /// <summary>Making, changing and removing a bucket: of the settings, those that the module has resources for.</summary>
    private static readonly string[] Changing =
    [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
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

    /// <summary>All of it.</summary>
    public static readonly IReadOnlyList<string> Administration = [.. Reading.Concat(Changing).Order(StringComparer.Ordinal)];
}
