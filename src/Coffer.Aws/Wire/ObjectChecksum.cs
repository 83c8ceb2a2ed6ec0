using System.Buffers.Binary;
using System.Security.Cryptography;
using Coffer.Aws.Calls;

namespace Coffer.Aws.Wire;

/// <summary>
/// The checksum that S3 sends with an object that has one:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
/// </summary>
internal static class ObjectChecksum
{
    private const string Header = "x-amz-checksum-";
    private const string Encryption = "x-amz-server-side-encryption";

    /// <summary>Compares it, where there is one.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="tag">Its ETag.</param>
    /// <param name="content">Its body.</param>
    /// <exception cref="Connections.AnswerException">The content is another.</exception>
    public static void Require(HttpResponseMessage answer, string tag, ReadOnlySpan<byte> content)
    {
        // One of parts is no checksum of the whole.
        if (WireClient.Header(answer, Header + "type") == "COMPOSITE")
        {
            return;
        }

        Span<byte> own = stackalloc byte[SHA256.HashSizeInBytes];
        if (WireClient.Header(answer, Header + "sha256") is { } sha256)
        {
            Compare(sha256, own[..SHA256.HashData(content, own)]);
        }
        else if (WireClient.Header(answer, Header + "crc64nvme") is { } crc64)
        {
            BinaryPrimitives.WriteUInt64BigEndian(own, Crc.Nvme.Of(content));
            Compare(crc64, own[..sizeof(ulong)]);
        }
        else if (WireClient.Header(answer, Header + "crc32") is { } crc32)
        {
            BinaryPrimitives.WriteUInt32BigEndian(own, (uint)Crc.Usual.Of(content));
            Compare(crc32, own[..sizeof(uint)]);
        }
        else if (WireClient.Header(answer, Header + "crc32c") is { } crc32C)
        {
            BinaryPrimitives.WriteUInt32BigEndian(own, (uint)Crc.Castagnoli.Of(content));
            Compare(crc32C, own[..sizeof(uint)]);
        }
        else if (IsOfContent(answer, tag))
        {
#pragma warning disable CA5351 // not ours to choose, and against accidents only
            RequireSame(tag.Trim('"').Equals(Convert.ToHexString(MD5.HashData(content)), StringComparison.OrdinalIgnoreCase));
#pragma warning restore CA5351
        }
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html: an ETag is the MD5 of what came in one part, and is not where a key
    // of KMS or of the caller's own encrypts.
    private static bool IsOfContent(HttpResponseMessage answer, string tag) =>
        !tag.Contains('-', StringComparison.Ordinal)
        && WireClient.Header(answer, Encryption)?.StartsWith("aws:kms", StringComparison.Ordinal) != true
        && WireClient.Header(answer, Encryption + "-customer-algorithm") is null;

    // One of parts may also be told by a number behind a dash, which is no base64.
    private static void Compare(string said, ReadOnlySpan<byte> own)
    {
        Span<byte> other = stackalloc byte[SHA256.HashSizeInBytes + 1];
        RequireSame(said.Length > 44 || !Convert.TryFromBase64String(said, other, out var length) || own.SequenceEqual(other[..length]));
    }

    private static void RequireSame(bool isSame)
    {
        if (!isSame)
        {
            throw WholeAnswers.NotWhole("an object that does not match its checksum");
        }
    }
}
