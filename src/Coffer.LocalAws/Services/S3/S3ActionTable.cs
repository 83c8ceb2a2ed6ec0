using System.Collections.Frozen;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.RestXml;
using Coffer.LocalAws.Services.S3.Actions;
using Coffer.LocalAws.Services.S3.Actions.Multipart;
using Coffer.LocalAws.Services.S3.Settings;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// Which action a request is: its method, what it addresses, and the sub-resource its query names.
/// The sub-resources are those of the service model; what is not in the table is refused, never guessed.
/// </summary>
internal static class S3ActionTable
{
    private static readonly BucketSetting[] Settings =
        [
            new BucketCors(),
            new BucketEncryption(),
            new BucketLifecycle(),
            new OwnershipControls(),
            new BucketPolicy(),
            new PublicAccessBlock(),
            new BucketTagging()];

    private static readonly FrozenDictionary<string, RestAction<S3Request>> Actions = new Dictionary<string, RestAction<S3Request>>
    {
        ["GET service"] = ListBuckets.HandleAsync,
        ["PUT bucket"] = CreateBucket.HandleAsync,
        ["HEAD bucket"] = Buckets.HeadAsync,
        ["DELETE bucket"] = Buckets.DeleteAsync,
        ["GET bucket"] = ListObjects.FirstAsync,
        ["GET bucket list-type"] = ListObjects.SecondAsync,
        ["GET bucket location"] = Buckets.GetLocationAsync,
        ["GET bucket versioning"] = BucketVersioning.GetAsync,
        ["PUT bucket versioning"] = BucketVersioning.PutAsync,
        ["GET bucket versions"] = ListObjectVersions.HandleAsync,
        ["POST bucket"] = PostObject.HandleAsync,
        ["POST bucket delete"] = DeleteObjects.HandleAsync,
        ["PUT object"] = PutObject.HandleAsync,
        ["PUT object copy"] = CopyObject.HandleAsync,
        ["GET object"] = GetObject.HandleAsync,
        ["HEAD object"] = GetObject.HandleAsync,
        ["DELETE object"] = DeleteObject.HandleAsync,
        ["GET object attributes"] = GetObjectAttributes.HandleAsync,
        ["GET bucket uploads"] = ListMultipartUploads.HandleAsync,
        ["POST object uploads"] = CreateMultipartUpload.HandleAsync,
        ["PUT object uploadId"] = UploadPart.HandleAsync,
        ["PUT object copy uploadId"] = UploadPartCopy.HandleAsync,
        ["GET object uploadId"] = ListParts.HandleAsync,
        ["POST object uploadId"] = CompleteMultipartUpload.HandleAsync,
        ["DELETE object uploadId"] = AbortMultipartUpload.HandleAsync,
        ["GET object tagging"] = ObjectTagging.GetAsync,
        ["PUT object tagging"] = ObjectTagging.PutAsync,
        ["DELETE object tagging"] = ObjectTagging.DeleteAsync,
        ["GET bucket acl"] = Acls.OfBucketAsync,
        ["GET object acl"] = Acls.OfObjectAsync,
        ["GET bucket accelerate"] = NeverSet.AccelerateAsync,
        ["GET bucket logging"] = NeverSet.LoggingAsync,
        ["GET bucket object-lock"] = ObjectLockConfiguration.GetAsync,
        ["PUT bucket object-lock"] = ObjectLockConfiguration.PutAsync,
        ["GET object retention"] = ObjectLocking.GetRetentionAsync,
        ["PUT object retention"] = ObjectLocking.PutRetentionAsync,
        ["GET object legal-hold"] = ObjectLocking.GetHoldAsync,
        ["PUT object legal-hold"] = ObjectLocking.PutHoldAsync,
        ["GET bucket replication"] = NeverSet.ReplicationAsync,
        ["GET bucket notification"] = NeverSet.NotificationAsync,
        ["GET bucket policyStatus"] = BucketPolicy.StatusAsync,
        ["GET bucket requestPayment"] = NeverSet.RequestPaymentAsync,
        ["GET bucket website"] = NeverSet.WebsiteAsync,
    }.Concat(Settings.SelectMany(ActionsOf)).ToFrozenDictionary();

    private static readonly string[] SubResources =
    [
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory",
        "legal-hold", "lifecycle", "list-type", "location", "logging", "metadataConfiguration", "metadataInventoryTable",
        "metadataJournalTable", "metadataTable", "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus",
        "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore", "retention", "select", "session", "tagging",
        "torrent", "uploadId", "uploads", "versioning", "versions", "website",
    ];

    /// <summary>The actions that are served, for the test that holds them against the manual.</summary>
    public static IEnumerable<string> Served => Actions.Keys.Order(StringComparer.Ordinal);

    /// <summary>AWS's names of the actions.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Served.Select(S3ActionName.Of)];

    /// <summary>The action of an entry.</summary>
    public static RestAction<S3Request> Find(string entry) => Actions.GetValueOrDefault(entry) ?? throw new AwsException(
        501, "NotImplemented", NotServed.Words($"'{entry}'"), ("Functionality", entry));

    private static IEnumerable<KeyValuePair<string, RestAction<S3Request>>> ActionsOf(BucketSetting setting) =>
    [
        new($"PUT bucket {setting.Name}", setting.PutAsync),
        new($"GET bucket {setting.Name}", setting.GetAsync),
        new($"DELETE bucket {setting.Name}", setting.DeleteAsync),
    ];

    /// <summary>The entry a request belongs to, whether the table has it or not.</summary>
    public static string NameOf(HttpRequest http, S3Address address)
    {
        var scope = address switch { { Bucket: null } => "service", { Key: null } => "bucket", _ => "object" };
        var name = $"{http.Method} {scope}";
        var subResource = Array.Find(SubResources, http.Query.ContainsKey);
        if (name == "PUT object" && subResource is null or "uploadId" && http.Headers.ContainsKey("x-amz-copy-source"))
        {
            name = "PUT object copy";
        }
        return subResource is null ? name : $"{name} {subResource}";
    }
}

/// <summary>What AWS calls the action that a request of S3 is: <c>GET bucket versioning</c> is GetBucketVersioning.</summary>
internal static class S3ActionName
{
    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>
    {
        ["GET service"] = "ListBuckets",
        ["GET bucket"] = "ListObjects",
        ["GET bucket list-type"] = "ListObjectsV2",
        ["GET bucket versions"] = "ListObjectVersions",
        ["PUT bucket"] = "CreateBucket",
        ["GET object legal-hold"] = "GetObjectLegalHold",
        ["PUT object legal-hold"] = "PutObjectLegalHold",
        ["GET bucket policyStatus"] = "GetBucketPolicyStatus",
        ["GET bucket uploads"] = "ListMultipartUploads",
        ["DELETE bucket lifecycle"] = "DeleteBucketLifecycle",
        ["POST bucket"] = "PostObject",
        ["POST bucket delete"] = "DeleteObjects",
        ["PUT object copy"] = "CopyObject",
        ["POST object uploads"] = "CreateMultipartUpload",
        ["PUT object uploadId"] = "UploadPart",
        ["PUT object copy uploadId"] = "UploadPartCopy",
        ["GET object uploadId"] = "ListParts",
        ["POST object uploadId"] = "CompleteMultipartUpload",
        ["DELETE object uploadId"] = "AbortMultipartUpload",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> IrregularSubResources = new Dictionary<string, string>
    {
        ["accelerate"] = "BucketAccelerateConfiguration",
        ["lifecycle"] = "BucketLifecycleConfiguration",
        ["notification"] = "BucketNotificationConfiguration",
        ["object-lock"] = "ObjectLockConfiguration",
        ["publicAccessBlock"] = "PublicAccessBlock",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of an entry of the table.</summary>
    public static string Of(string entry)
    {
        if (Irregular.TryGetValue(entry, out var name))
        {
            return name;
        }

        var words = entry.Split(' ');
        var verb = Capital(words[0].ToLowerInvariant());
        return words.Length < 3
            ? verb + Capital(words[1])
            : verb + IrregularSubResources.GetValueOrDefault(words[2], Capital(words[1]) + Capital(words[2]));
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
