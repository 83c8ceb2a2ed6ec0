namespace Coffer.Core.Formats.Envelopes;

/// <summary>A frame of a body, by its place in the message.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="IsFinal">Whether it is the last.</param>
/// <param name="Offset">Where its ciphertext begins in the body.</param>
/// <param name="Length">Bytes of ciphertext.</param>
internal readonly record struct Frame(uint Sequence, bool IsFinal, int Offset, int Length);

/// <summary>
/// The structure of a body, checked before anything is decrypted or allocated: frames in order, each with its number as
/// nonce, and one final frame; or one block.
/// </summary>
internal static class EnvelopeBody
{
    private const uint FinalMark = 0xffffffff;
    private const int NonceBytes = 12;

    /// <summary>Measures a body.</summary>
    /// <returns>Bytes of the whole body, and of the plaintext in it.</returns>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Body"/>.</exception>
    public static (int BodyBytes, int PlaintextBytes) Measure(ReadOnlySpan<byte> message, uint frameLength)
    {
        var plaintext = 0;
        var end = 0;
        for (var next = new Frame(0, false, 0, 0); !next.IsFinal;)
        {
            next = Next(message, frameLength, next);
            plaintext += next.Length;
            end = next.Offset + next.Length + EnvelopeHeader.TagBytes;
        }

        return (end, plaintext);
    }

    /// <summary>The frame after another; the first after the default.</summary>
    public static Frame Next(ReadOnlySpan<byte> body, uint frameLength, Frame before)
    {
        var start = before.Sequence == 0 ? 0 : before.Offset + before.Length + EnvelopeHeader.TagBytes;
        var reader = new MessageReader(body[start..], EnvelopeProblem.Body);
        var frame = frameLength == 0 ? Block(ref reader, body.Length) : FrameAt(ref reader, body.Length, frameLength, before.Sequence + 1);
        reader.Bytes(frame.Length);
        reader.Bytes(EnvelopeHeader.TagBytes);
        return frame;
    }

    /// <summary>The nonce before a frame's content.</summary>
    public static ReadOnlySpan<byte> NonceOf(ReadOnlySpan<byte> body, Frame frame, uint frameLength)
    {
        var lengthBytes = frameLength == 0 ? sizeof(ulong) : frame.IsFinal ? sizeof(uint) : 0;
        return body.Slice(frame.Offset - lengthBytes - NonceBytes, NonceBytes);
    }

    private static Frame FrameAt(ref MessageReader reader, int total, uint frameLength, uint expected)
    {
        var sequence = reader.UInt32();
        var isFinal = sequence == FinalMark;
        if (isFinal)
        {
            sequence = reader.UInt32();
        }

        if (sequence != expected || !reader.Bytes(NonceBytes).SequenceEqual(FrameAad.Nonce(sequence)))
        {
            throw new EnvelopeException(EnvelopeProblem.Body, "its frames are not in order");
        }

        var length = isFinal ? reader.UInt32() : frameLength;
        return length <= frameLength && length <= reader.Rest.Length
            ? new Frame(sequence, isFinal, total - reader.Rest.Length, (int)length)
            : throw new EnvelopeException(EnvelopeProblem.Body, "a frame is longer than the message has room for");
    }

    private static Frame Block(ref MessageReader reader, int total)
    {
        reader.Bytes(NonceBytes);
        var length = reader.UInt64();
        return length <= (ulong)reader.Rest.Length
            ? new Frame(1, true, total - reader.Rest.Length, (int)length)
            : throw new EnvelopeException(EnvelopeProblem.Body, "its block is longer than the message has room for");
    }
}
