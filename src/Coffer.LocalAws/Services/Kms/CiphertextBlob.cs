using System.Buffers.Binary;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// The outside of a ciphertext, as the real KMS's looks (observed, AWS documents none of it), with a mark of our own
/// where the real one has 16 random bytes.
/// </summary>
/// <param name="Fingerprint">32 bytes, the same in all blobs of a key.</param>
/// <param name="Generation">Which of the key's materials sealed it.</param>
/// <param name="Message">Nonce and ciphertext.</param>
internal sealed record CiphertextBlob(byte[] Fingerprint, int Generation, EncryptedData Message)
{
    private const int FingerprintLength = 32;
    private const int MarkStart = 37;
    private const int GenerationStart = MarkStart + 13;
    private const int LengthStart = GenerationStart + sizeof(int);

    /// <summary>How many bytes stand before the length and the message.</summary>
    public const int HeaderLength = LengthStart;

    private const int MessageStart = LengthStart + sizeof(int);

    private static ReadOnlySpan<byte> Start => [0x01, 0x02, 0x02, 0x00, 0x78];

    private static ReadOnlySpan<byte> Mark => "\u0001coffer-local"u8;

    /// <summary>Null for what is not exactly what <see cref="ToBytes"/> writes, the mark and the generation left aside.</summary>
    public static CiphertextBlob? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= MessageStart
            || !bytes.StartsWith(Start)
            || BinaryPrimitives.ReadInt32BigEndian(bytes[LengthStart..]) != bytes.Length - MessageStart
            || EncryptedData.Parse(bytes[MessageStart..]) is not { } message)
        {
            return null;
        }

        var generation = BinaryPrimitives.ReadInt32BigEndian(bytes[GenerationStart..]);
        return new CiphertextBlob(bytes.Slice(Start.Length, FingerprintLength).ToArray(), generation, message);
    }

    /// <summary>The first bytes of a blob, which the ciphertext is bound to.</summary>
    public static byte[] Header(byte[] fingerprint, int generation)
    {
        var header = new byte[HeaderLength];
        Start.CopyTo(header);
        fingerprint.CopyTo(header, Start.Length);
        Mark.CopyTo(header.AsSpan(MarkStart));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(GenerationStart), generation);
        return header;
    }

    public byte[] ToBytes()
    {
        var message = Message.ToBytes();
        var bytes = new byte[MessageStart + message.Length];
        Header(Fingerprint, Generation).CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(LengthStart), message.Length);
        message.CopyTo(bytes, MessageStart);
        return bytes;
    }
}
