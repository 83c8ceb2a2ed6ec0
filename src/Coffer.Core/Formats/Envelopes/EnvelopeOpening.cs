using System.Security.Cryptography;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>Opens a message whose data key is known: commitment, header, signature, frames, in this order.</summary>
internal static class EnvelopeOpening
{
    /// <summary>Authenticates and decrypts; nothing is given away before all of it is authentic.</summary>
    /// <exception cref="EnvelopeException">Commitment, HeaderTag, BodyTag or Signature.</exception>
    public static SecretValue Open(EnvelopeMessage message, SecretValue dataKey)
    {
        using var keys = MessageKeys.Derive(dataKey, message.Header.Suite, message.Header.MessageId);
        if (!CryptographicOperations.FixedTimeEquals(keys.Commit, message.Header.CommitKey))
        {
            throw new EnvelopeException(EnvelopeProblem.Commitment, "its data key is not the one that it commits to");
        }

        using var cipher = keys.Cipher();
        RequireHeader(cipher, message);

        // Before the frames: it covers their ciphertext, and plaintext that must not be given away is better not made.
        MessageSignature.Require(message);
        return SecretValue.Create(
            message.PlaintextBytes, (cipher, message), static (to, from) => DecryptFrames(from.cipher, from.message, to));
    }

    private static void RequireHeader(AesGcm cipher, EnvelopeMessage message)
    {
        try
        {
            cipher.Decrypt(FrameAad.Nonce(0), [], message.HeaderTag, [], message.HeaderBytes);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new EnvelopeException(EnvelopeProblem.HeaderTag, "its header was changed");
        }
    }

    private static void DecryptFrames(AesGcm cipher, EnvelopeMessage message, Span<byte> plaintext)
    {
        var body = message.Body;
        var frameLength = message.Header.FrameLength;
        try
        {
            for (var frame = default(Frame); !frame.IsFinal; plaintext = plaintext[frame.Length..])
            {
                frame = EnvelopeBody.Next(body, frameLength, frame);
                cipher.Decrypt(
                    EnvelopeBody.NonceOf(body, frame, frameLength),
                    body.Slice(frame.Offset, frame.Length),
                    body.Slice(frame.Offset + frame.Length, EnvelopeHeader.TagBytes),
                    plaintext[..frame.Length],
                    Aad(message.Header, frame));
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new EnvelopeException(EnvelopeProblem.BodyTag, "its content was changed");
        }
    }

    private static byte[] Aad(EnvelopeHeader header, Frame frame) =>
        header.FrameLength == 0 ? FrameAad.SingleBlock(header.MessageId, frame.Length)
        : frame.IsFinal ? FrameAad.Final(header.MessageId, frame.Sequence, frame.Length)
        : FrameAad.Regular(header.MessageId, frame.Sequence, frame.Length);
}
