using System.Collections.Frozen;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.RestXml;
using Coffer.LocalAws.Services.S3.Actions;
using Coffer.LocalAws.Services.S3.Settings;
using Coffer.LocalAws.Services.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// Which action a request is: its method, what it addresses, and the sub-resource its query names.
/// The sub-resources are those of the service model; what is not in the table is refused, never guessed.
/// </summary>
internal static class S3Actions
{
    private static readonly BucketSetting[] Settings =
        [new BucketEncryption(), new BucketLifecycle(), new OwnershipControls(), new BucketPolicy(), new PublicAccessBlock(), new BucketTagging()];

    private static readonly FrozenDictionary<string, RestAction<S3Request>> Actions = new Dictionary<string, RestAction<S3Request>>
    {
        ["GET service"] = ListBuckets.HandleAsync,
        ["PUT bucket"] = CreateBucket.HandleAsync,
        ["HEAD bucket"] = HeadBucket.HandleAsync,
        ["DELETE bucket"] = DeleteBucket.HandleAsync,
        ["GET bucket"] = ListObjects.HandleAsync,
        ["GET bucket list-type"] = ListObjectsV2.HandleAsync,
        ["GET bucket location"] = GetBucketLocation.HandleAsync,
        ["GET bucket versioning"] = GetBucketVersioning.HandleAsync,
        ["PUT bucket versioning"] = PutBucketVersioning.HandleAsync,
        ["GET bucket versions"] = ListObjectVersions.HandleAsync,
        ["POST bucket delete"] = DeleteObjects.HandleAsync,
        ["PUT object"] = PutObject.HandleAsync,
        ["PUT object copy"] = CopyObject.HandleAsync,
        ["GET object"] = GetObject.HandleAsync,
        ["HEAD object"] = GetObject.HandleAsync,
        ["DELETE object"] = DeleteObject.HandleAsync,
        ["GET object tagging"] = GetObjectTagging.HandleAsync,
        ["PUT object tagging"] = PutObjectTagging.HandleAsync,
        ["DELETE object tagging"] = DeleteObjectTagging.HandleAsync,
        ["GET bucket acl"] = NeverSet.AclAsync,
        ["GET bucket accelerate"] = NeverSet.AccelerateAsync,
        ["GET bucket cors"] = NeverSet.CorsAsync,
        ["GET bucket logging"] = NeverSet.LoggingAsync,
        ["GET bucket object-lock"] = NeverSet.ObjectLockAsync,
        ["GET bucket replication"] = NeverSet.ReplicationAsync,
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
        501, "NotImplemented", $"coffer-local does not serve '{entry}'", ("Functionality", entry));

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
        if (Array.Find(SubResources, http.Query.ContainsKey) is { } subResource)
        {
            return $"{name} {subResource}";
        }
        return name == "PUT object" && http.Headers.ContainsKey("x-amz-copy-source") ? "PUT object copy" : name;
    }
}
