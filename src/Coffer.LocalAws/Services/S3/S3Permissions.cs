using System.Collections.Frozen;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// The permission of each entry of the table of actions, where it is not called like the action:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
/// </summary>
internal static class S3Permissions
{
    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>
    {
        ["GET service"] = "ListAllMyBuckets",
        ["HEAD bucket"] = "ListBucket",
        ["GET bucket"] = "ListBucket",
        ["GET bucket list-type"] = "ListBucket",
        ["GET bucket versions"] = "ListBucketVersions",
        ["GET bucket uploads"] = "ListBucketMultipartUploads",
        ["HEAD object"] = "GetObject",
        ["PUT object copy"] = "PutObject",
        ["POST object uploads"] = "PutObject",
        ["PUT object uploadId"] = "PutObject",
        ["PUT object copy uploadId"] = "PutObject",
        ["POST object uploadId"] = "PutObject",
        ["DELETE object uploadId"] = "AbortMultipartUpload",
        ["GET object uploadId"] = "ListMultipartUploadParts",
        ["POST bucket"] = "PutObject",
        ["GET bucket accelerate"] = "GetAccelerateConfiguration",
        ["GET bucket cors"] = "GetBucketCORS",
        ["PUT bucket cors"] = "PutBucketCORS",
        ["DELETE bucket cors"] = "PutBucketCORS",
        ["GET bucket encryption"] = "GetEncryptionConfiguration",
        ["PUT bucket encryption"] = "PutEncryptionConfiguration",
        ["DELETE bucket encryption"] = "PutEncryptionConfiguration",
        ["GET bucket lifecycle"] = "GetLifecycleConfiguration",
        ["PUT bucket lifecycle"] = "PutLifecycleConfiguration",
        ["DELETE bucket lifecycle"] = "PutLifecycleConfiguration",
        ["GET bucket notification"] = "GetBucketNotification",
        ["GET bucket object-lock"] = "GetBucketObjectLockConfiguration",
        ["PUT bucket object-lock"] = "PutBucketObjectLockConfiguration",
        ["DELETE bucket ownershipControls"] = "PutBucketOwnershipControls",
        ["GET bucket policyStatus"] = "GetBucketPolicyStatus",
        ["GET bucket publicAccessBlock"] = "GetBucketPublicAccessBlock",
        ["PUT bucket publicAccessBlock"] = "PutBucketPublicAccessBlock",
        ["DELETE bucket publicAccessBlock"] = "PutBucketPublicAccessBlock",
        ["GET bucket replication"] = "GetReplicationConfiguration",
        ["DELETE bucket tagging"] = "PutBucketTagging",
        ["GET object attributes"] = "GetObjectAttributes",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // With a version in the request these are permissions of their own.
    private static readonly FrozenSet<string> OfVersions =
    [
        "DeleteObject", "DeleteObjectTagging", "GetObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectTagging", "PutObjectTagging",
    ];

    /// <summary>The permission of an entry, for example <c>s3:GetObject</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="ofVersion">Whether the request names a version.</param>
    public static string Of(string entry, bool ofVersion)
    {
        var name = Irregular.GetValueOrDefault(entry) ?? S3ActionName.Of(entry);
        return ofVersion && OfVersions.Contains(name)
            ? $"s3:{name.Replace("Object", "ObjectVersion", StringComparison.Ordinal)}"
            : $"s3:{name}";
    }
}
