using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.S3.Checksums;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>What is known of one version of an object, or of a delete marker; never changed once it is kept.</summary>
internal sealed record ObjectVersion
{
    /// <summary>The version id of what was written while versioning was not enabled.</summary>
    public const string NullId = "null";

    public required string Key { get; init; }

    public string VersionId { get; init; } = NullId;

    /// <summary>Orders the versions of a key; higher is newer.</summary>
    public long Sequence { get; init; }

    public bool IsDeleteMarker { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public long Size { get; init; }

    /// <summary>Without quotes.</summary>
    public string ETag { get; init; } = "";

    public string ChecksumAlgorithm { get; init; } = "";

    public string Checksum { get; init; } = "";

    /// <summary>The ARN of the key of SSE-KMS; null for SSE-S3, which everything else has.</summary>
    public string? KmsKeyArn { get; init; }

    public bool BucketKeyEnabled { get; init; }

    /// <summary>Content-Type and its like, as they are given back.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>User metadata, without the prefix <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string QuotedETag => $"\"{ETag}\"";
}
