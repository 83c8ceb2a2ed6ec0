using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>Headers that ask for what is not here: refused, so that nobody believes it happened.</summary>
internal static class UnsupportedHeaders
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "x-amz-website-redirect-location", "x-amz-write-offset-bytes", "x-amz-server-side-encryption-context",
        "x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-if-match-initiated-time", "x-amz-rename-source",
        "x-amz-checksum-sha512", "x-amz-checksum-md5", "x-amz-checksum-xxhash64", "x-amz-checksum-xxhash3", "x-amz-checksum-xxhash128",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Prefixes =
    [
        "x-amz-grant-", "x-amz-object-lock-", "x-amz-server-side-encryption-customer-", "x-amz-copy-source-server-side-encryption-customer-",
    ];

    public static void Refuse(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys)
        {
            if (Names.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                throw S3Errors.NotImplemented(name.ToLowerInvariant());
            }
        }
    }
}
