using System.Buffers.Binary;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>What each frame is authenticated with beside its content: the message, the kind, the number, the length.</summary>
internal static class FrameAad
{
    private const int TrailerBytes = sizeof(uint) + sizeof(ulong);

    public static byte[] Regular(ReadOnlySpan<byte> messageId, uint sequence, int length) =>
        Of(messageId, "AWSKMSEncryptionClient Frame"u8, sequence, length);

    public static byte[] Final(ReadOnlySpan<byte> messageId, uint sequence, int length) =>
        Of(messageId, "AWSKMSEncryptionClient Final Frame"u8, sequence, length);

    public static byte[] SingleBlock(ReadOnlySpan<byte> messageId, int length) =>
        Of(messageId, "AWSKMSEncryptionClient Single Block"u8, 1, length);

    /// <summary>The nonce of a frame: its number, in 12 bytes. The header has number 0.</summary>
    public static byte[] Nonce(uint sequence)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(8), sequence);
        return nonce;
    }

    private static byte[] Of(ReadOnlySpan<byte> messageId, ReadOnlySpan<byte> kind, uint sequence, int length)
    {
        var aad = new byte[messageId.Length + kind.Length + TrailerBytes];
        messageId.CopyTo(aad);
        kind.CopyTo(aad.AsSpan(messageId.Length));
        var trailer = aad.AsSpan(messageId.Length + kind.Length);
        BinaryPrimitives.WriteUInt32BigEndian(trailer, sequence);
        BinaryPrimitives.WriteUInt64BigEndian(trailer[sizeof(uint)..], (ulong)length);
        return aad;
    }
}
