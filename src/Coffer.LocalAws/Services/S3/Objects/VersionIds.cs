using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Coffer.LocalAws.Services.S3.Objects;

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

    public static string New(long sequence)
    {
        Span<byte> id = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(id[..RandomBytes]);
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
