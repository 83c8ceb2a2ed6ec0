using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Settings;
using Coffer.LocalAws.Services.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>What answers say of a version in headers.</summary>
internal static class VersionHeaders
{
    public const string VersionId = "x-amz-version-id";

    /// <summary>After a write.</summary>
    public static void WriteKept(ObjectVersion version, Bucket bucket, IHeaderDictionary headers)
    {
        ObjectEncryption.Write(version, headers);
        WriteExpiration(version, bucket, headers);
        if (bucket.Versioning is not null && version.VersionId != ObjectVersion.NullId)
        {
            headers[VersionId] = version.VersionId;
        }
    }

    /// <summary>With a read, and with its refusal where the version is a delete marker.</summary>
    public static void WriteRead(ObjectVersion version, Bucket bucket, S3Request request)
    {
        if (bucket.Versioning is not null)
        {
            request.SetLastingHeader(VersionId, version.VersionId);
        }
        if (version.IsDeleteMarker)
        {
            request.SetLastingHeader("x-amz-delete-marker", "true");
        }
    }

    public static void WriteExpiration(ObjectVersion version, Bucket bucket, IHeaderDictionary headers)
    {
        if (LifecycleRules.ExpirationOf(bucket, version) is { } expiration)
        {
            headers["x-amz-expiration"] = expiration;
        }
    }

    public static void WriteChecksum(ObjectVersion version, IHeaderDictionary headers)
    {
        headers[ChecksumAlgorithm.Require(version.ChecksumAlgorithm).Header] = version.Checksum;
        headers["x-amz-checksum-type"] = version.ChecksumType;
    }
}

/// <summary>The query parameters of a read that replace headers of its answer.</summary>
internal static class ResponseOverrides
{
    private static readonly (string Parameter, string Header)[] Names =
    [
        ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"), ("response-content-language", "Content-Language"),
        ("response-content-type", "Content-Type"), ("response-expires", "Expires"),
    ];

    public static void Write(S3Request request)
    {
        foreach (var (parameter, header) in Names)
        {
            if (request.Parameter(parameter) is not { Length: > 0 } value)
            {
                continue;
            }
            request.Response.Headers[header] = value.All(c => c is >= ' ' and <= '~')
                ? value
                : throw S3Errors.InvalidArgument("Header value cannot be represented using ISO-8859-1.", parameter, value);
        }
    }
}
