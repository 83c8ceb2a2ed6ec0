using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

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

    /// <summary>What keeps it from being deleted; null for nothing.</summary>
    public ObjectLock? Lock { get; init; }

    /// <summary>Null for STANDARD.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The parts that it came in, in order; null for what came whole.</summary>
    public IReadOnlyList<ObjectPart>? Parts { get; init; }

    /// <summary>Whether its checksum is one of the checksums of its parts.</summary>
    public bool IsComposite { get; init; }

    /// <summary>Who began the upload in parts that it is to be; null for what is whole.</summary>
    public string? Initiator { get; init; }

    [JsonIgnore]
    public string ChecksumType => IsComposite ? "COMPOSITE" : "FULL_OBJECT";

    [JsonIgnore]
    public string QuotedETag => $"\"{ETag}\"";
}

/// <summary>A part of an object that was uploaded in parts.</summary>
/// <param name="Number">From 1; numbers may be left out.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Checksum">Its own checksum; null where the upload asked for none.</param>
internal sealed record ObjectPart(int Number, long Size, string? Checksum);

/// <summary>
/// Version ids: opaque, 32 URL-safe characters. Like AWS's they cannot be made up (a wrong one is "Invalid version id
/// specified", not a version that does not exist), and they carry their place in the order, so that a listing goes on
/// after a marker whose version was deleted meanwhile.
/// </summary>
internal static class VersionIds
{
    private const int RandomBytes = 8;
    private const int SequenceEnd = 16;
    private const int Bytes = 24;
    private const int DashDigit = 62;

    public static string New(long sequence)
    {
        Span<byte> id = stackalloc byte[Bytes];
        // An id that begins with a dash would be an option to a program that is given it as a word of its own.
        do
        {
            RandomNumberGenerator.Fill(id[..RandomBytes]);
        }
        while (id[0] >> 2 == DashDigit);

        BinaryPrimitives.WriteInt64BigEndian(id[RandomBytes..], sequence ^ Mask(id));
        SHA256.HashData(id[..SequenceEnd]).AsSpan(0, Bytes - SequenceEnd).CopyTo(id[SequenceEnd..]);
        return Base64Url.EncodeToString(id);
    }

    /// <summary>The sequence of an id that is one; null for the null version and for what is none.</summary>
    public static long? SequenceOf(string versionId)
    {
        Span<byte> id = stackalloc byte[Bytes];
        return versionId.Length == 32
            && Base64Url.IsValid(versionId)
            && Base64Url.DecodeFromChars(versionId, id) == Bytes
            && SHA256.HashData(id[..SequenceEnd]).AsSpan(0, Bytes - SequenceEnd).SequenceEqual(id[SequenceEnd..])
            ? BinaryPrimitives.ReadInt64BigEndian(id[RandomBytes..]) ^ Mask(id)
            : null;
    }

    public static bool IsValid(string versionId) => versionId == ObjectVersion.NullId || SequenceOf(versionId) is not null;

    private static long Mask(ReadOnlySpan<byte> id) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(id[..RandomBytes]));
}
