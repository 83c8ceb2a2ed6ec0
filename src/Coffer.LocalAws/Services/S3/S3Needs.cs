using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3;

/// <summary>What callers of S3 must be allowed:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html</summary>
internal static class S3Needs
{
    // The owner's root user can always mend a policy that locks everybody out.
    private static readonly string[] OfOwner = ["GET bucket policy", "PUT bucket policy", "DELETE bucket policy"];

    /// <param name="request">The request.</param>
    /// <param name="entry">Its entry in the table of actions.</param>
    public static IEnumerable<Need> Of(S3Request request, string entry)
    {
        if (entry == "GET service")
        {
            return [new Need("s3:ListAllMyBuckets", S3Arn.Of(request.Call.Region, "*"))];
        }

        if (entry == "PUT bucket")
        {
            return OfCreateBucket(request);
        }

        // Of a bucket that is not there the action says so; the objects of a list are asked for one by one.
        if (request.Parts.Store.Find(request.BucketName) is not { } bucket || entry == "POST bucket delete"
            || (OfOwner.Contains(entry) && request.Call.Caller.IsRoot && request.Call.AccountId == bucket.Owner))
        {
            return [];
        }

        var permission = S3Permissions.Of(entry, request.Parameter("versionId") is not null);
        var isForm = entry == "POST bucket" && request.Address.Key is not null;
        return entry.Split(' ')[1] == "bucket" && !isForm
            ? [OnBucket(request, bucket, permission)]
            : OfObject(request, bucket, entry, permission);
    }

    /// <summary>To delete one object or version.</summary>
    public static IEnumerable<Need> ToDelete(S3Request request, Bucket bucket, string key, string? versionId)
    {
        yield return OnObject(request, bucket, key, versionId is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", versionId);
        if (request.Header("x-amz-bypass-governance-retention") is not null)
        {
            yield return OnObject(request, bucket, key, "s3:BypassGovernanceRetention", versionId);
        }
    }

    /// <summary>To hear that a key is not there; null where the bucket is not there either.</summary>
    public static Need? ToKnowThatNothingIsThere(S3Request request) =>
        request.Parts.Store.Find(request.BucketName) is { } bucket ? OnBucket(request, bucket, "s3:ListBucket") : null;

    private static IEnumerable<Need> OfCreateBucket(S3Request request)
    {
        Need On(string action) => new(action, S3Arn.Of(request.Call.Region, request.BucketName))
        {
            Describe = context => S3Keys.Set(context, request, bucket: null, version: null),
        };
        yield return On("s3:CreateBucket");
        if (request.Header("x-amz-bucket-object-lock-enabled") is not null)
        {
            yield return On("s3:PutBucketObjectLockConfiguration");
            yield return On("s3:PutBucketVersioning");
        }

        if (request.Header("x-amz-object-ownership") is not null)
        {
            yield return On("s3:PutBucketOwnershipControls");
        }
    }

    private static IEnumerable<Need> OfObject(S3Request request, Bucket bucket, string entry, string permission)
    {
        var (key, versionId) = (request.Key, request.Parameter("versionId"));
        if (entry == "DELETE object")
        {
            return ToDelete(request, bucket, key, versionId);
        }

        var needs = new List<Need> { OnObject(request, bucket, key, permission, versionId) };
        if (entry is "PUT object" or "PUT object copy" or "POST object uploads" or "POST bucket")
        {
            AddWhatIsSetWithIt(needs, request, bucket, key);
        }

        if (entry is "PUT object copy" or "PUT object copy uploadId")
        {
            AddSource(needs, request, bucket, key);
        }

        if (entry == "GET object attributes")
        {
            needs.Add(OnObject(request, bucket, key, versionId is null ? "s3:GetObject" : "s3:GetObjectVersion", versionId));
        }

        if (entry is "PUT object uploadId" or "PUT object copy uploadId" or "POST object uploadId"
            && bucket.Uploads.Find(request.Parameter("uploadId")) is { KmsKeyArn: { } ofUpload } target)
        {
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
            needs.Add(OnKey(request, bucket, target.BucketKeyEnabled ? null : key, ofUpload, "kms:Decrypt"));
        }

        if (entry is "GET object" && bucket.Find(key, versionId) is { KmsKeyArn: { } arn } version)
        {
            needs.Add(OnKey(request, bucket, version.BucketKeyEnabled ? null : key, arn, "kms:Decrypt"));
        }

        return needs;
    }

    private static void AddWhatIsSetWithIt(List<Need> needs, S3Request request, Bucket bucket, string key)
    {
        foreach (var (header, permission) in ((string, string)[])
        [
            ("x-amz-tagging", "s3:PutObjectTagging"), ("x-amz-object-lock-mode", "s3:PutObjectRetention"),
            ("x-amz-object-lock-legal-hold", "s3:PutObjectLegalHold"),
        ])
        {
            if (request.Header(header) is not null)
            {
                needs.Add(OnObject(request, bucket, key, permission, null));
            }
        }

        if (ObjectEncryption.Parse(request, bucket) is { KmsKeyArn: { } arn } encryption)
        {
            needs.Add(OnKey(request, bucket, encryption.BucketKeyEnabled ? null : key, arn, "kms:GenerateDataKey"));
        }
    }

    private static void AddSource(List<Need> needs, S3Request request, Bucket bucket, string key)
    {
        var source = CopySource.Parse(request.Header("x-amz-copy-source")!);
        if (request.Parts.Store.Find(source.BucketName) is not { } from)
        {
            return;
        }

        var isVersion = source.VersionId is not null;
        needs.Add(OnObject(request, from, source.Key, isVersion ? "s3:GetObjectVersion" : "s3:GetObject", source.VersionId));
        if (from.Find(source.Key, source.VersionId) is not { } original)
        {
            return;
        }

        if (original.Tags.Count > 0 && request.Header("x-amz-tagging-directive") != "REPLACE")
        {
            needs.Add(OnObject(
                request, from, source.Key, isVersion ? "s3:GetObjectVersionTagging" : "s3:GetObjectTagging", source.VersionId));
            needs.Add(OnObject(request, bucket, key, "s3:PutObjectTagging", null));
        }

        if (original.KmsKeyArn is { } arn)
        {
            needs.Add(OnKey(request, from, original.BucketKeyEnabled ? null : source.Key, arn, "kms:Decrypt"));
        }
    }

    /// <param name="request">The request.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">
    /// The object; null where S3 has a key of the bucket's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    /// </param>
    /// <param name="keyArn">The key of KMS.</param>
    /// <param name="action">What S3 does with it.</param>
    private static Need OnKey(S3Request request, Bucket bucket, string? key, string keyArn, string action) =>
        request.Parts.Keys.NeedVia(request.Call.AccountId, request.Call.Region, keyArn, action, "s3", new Dictionary<string, string>
        {
            ["aws:s3:arn"] = key is null ? bucket.Arn : $"{bucket.Arn}/{key}",
        });

    private static Need OnBucket(S3Request request, Bucket bucket, string action) =>
        On(request, bucket, action, bucket.Arn, null);

    private static Need OnObject(S3Request request, Bucket bucket, string key, string action, string? versionId) => On(
        request, bucket, action, $"{bucket.Arn}/{key}", bucket.Find(key, versionId));

    private static Need On(S3Request request, Bucket bucket, string action, string resource, ObjectVersion? version) =>
        new(action, resource)
    {
        Account = bucket.Owner,
        Policy = bucket.Setting("policy", null) is { } policy ? KnownPolicies.Of($"policy of bucket {bucket.Name}", policy.Document) : null,
        Describe = context => S3Keys.Set(context, request, bucket, version),
    };
}
