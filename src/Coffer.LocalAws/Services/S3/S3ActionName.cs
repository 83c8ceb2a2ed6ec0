using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

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
        ["POST bucket delete"] = "DeleteObjects",
        ["PUT object copy"] = "CopyObject",
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
