using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>Writes messages: suite 0478, frames of 4,096 bytes, the last frame full where the plaintext fills it.</summary>
internal static class EnvelopeWriting
{
    /// <summary>Bytes of plaintext in a frame, as all SDKs have it.</summary>
    public const int FrameLength = 4096;

    private const int NonceBytes = 12;

    /// <summary>Seals a value under a data key.</summary>
    /// <param name="plaintext">The value.</param>
    /// <param name="dataKey">A data key of 32 bytes that seals nothing else.</param>
    /// <param name="dataKeys">The same data key under each KMS key.</param>
    /// <param name="context">The encryption context that KMS was given.</param>
    public static byte[] Write(
        SecretValue plaintext,
        SecretValue dataKey,
        IReadOnlyList<EncryptedDataKey> dataKeys,
        IEnumerable<KeyValuePair<string, string>> context)
    {
        var messageId = RandomNumberGenerator.GetBytes(EnvelopeHeader.MessageIdBytes);
        using var keys = MessageKeys.Derive(dataKey, AlgorithmSuite.Committing, messageId);
        var header = new EnvelopeHeader
        {
            Suite = AlgorithmSuite.Committing,
            MessageId = messageId,
            Context = EnvelopeHeader.Sorted(context),
            DataKeys = dataKeys,
            FrameLength = FrameLength,
            CommitKey = keys.Commit,
        }.ToBytes();
        using var cipher = keys.Cipher();
        var frames = Math.Max(1, (plaintext.Length + FrameLength - 1) / FrameLength);
        var message = new byte[header.Length + EnvelopeHeader.TagBytes + FramesBytes(frames, plaintext.Length)];
        header.CopyTo(message, 0);
        cipher.Encrypt(FrameAad.Nonce(0), [], [], message.AsSpan(header.Length, EnvelopeHeader.TagBytes), header);
        WriteFrames(cipher, messageId, plaintext.Reveal(), frames, message.AsSpan(header.Length + EnvelopeHeader.TagBytes));
        return message;
    }

    private static int FramesBytes(int frames, int plaintext) =>
        (frames * (sizeof(uint) + NonceBytes + EnvelopeHeader.TagBytes)) + (2 * sizeof(uint)) + plaintext;

    private static void WriteFrames(AesGcm cipher, byte[] messageId, ReadOnlySpan<byte> plaintext, int frames, Span<byte> to)
    {
        for (var sequence = 1u; sequence <= frames; sequence++)
        {
            var isFinal = sequence == frames;
            var content = isFinal ? plaintext : plaintext[..FrameLength];
            plaintext = plaintext[content.Length..];
            if (isFinal)
            {
                BinaryPrimitives.WriteUInt32BigEndian(to, uint.MaxValue);
                to = to[sizeof(uint)..];
            }

            BinaryPrimitives.WriteUInt32BigEndian(to, sequence);
            var nonce = FrameAad.Nonce(sequence);
            nonce.CopyTo(to[sizeof(uint)..]);
            to = to[(sizeof(uint) + NonceBytes)..];
            if (isFinal)
            {
                BinaryPrimitives.WriteUInt32BigEndian(to, (uint)content.Length);
                to = to[sizeof(uint)..];
            }

            var aad = isFinal ? FrameAad.Final(messageId, sequence, content.Length) : FrameAad.Regular(messageId, sequence, content.Length);
            cipher.Encrypt(nonce, content, to[..content.Length], to.Slice(content.Length, EnvelopeHeader.TagBytes), aad);
            to = to[(content.Length + EnvelopeHeader.TagBytes)..];
        }
    }
}
