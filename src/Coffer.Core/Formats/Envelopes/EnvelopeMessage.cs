using Coffer.Core.Model;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>
/// A message that was taken apart and found well-formed; nothing in it is authentic before
/// <see cref="EnvelopeOpening.Open"/>.
/// </summary>
internal sealed class EnvelopeMessage
{
    private readonly ReadOnlyMemory<byte> message;
    private readonly int headerBytes;

    private EnvelopeMessage(ReadOnlyMemory<byte> message, EnvelopeHeader header, int headerBytes, int bodyBytes, int plaintextBytes)
    {
        this.message = message;
        this.headerBytes = headerBytes;
        Header = header;
        BodyBytes = bodyBytes;
        PlaintextBytes = plaintextBytes;
    }

    /// <summary>The header.</summary>
    public EnvelopeHeader Header { get; }

    /// <summary>The plaintext's length, in bytes.</summary>
    public int PlaintextBytes { get; }

    /// <summary>The header's bytes, without its tag.</summary>
    public ReadOnlySpan<byte> HeaderBytes => message.Span[..headerBytes];

    /// <summary>The header's tag.</summary>
    public ReadOnlySpan<byte> HeaderTag => message.Span.Slice(headerBytes, EnvelopeHeader.TagBytes);

    /// <summary>All frames.</summary>
    public ReadOnlySpan<byte> Body => message.Span.Slice(headerBytes + EnvelopeHeader.TagBytes, BodyBytes);

    /// <summary>What a signature covers.</summary>
    public ReadOnlySpan<byte> Signed => message.Span[..(headerBytes + EnvelopeHeader.TagBytes + BodyBytes)];

    /// <summary>The signature, in DER; empty for a suite without one.</summary>
    public ReadOnlySpan<byte> Signature => Header.Suite.IsSigned ? message.Span[(Signed.Length + sizeof(ushort))..] : default;

    private int BodyBytes { get; }

    /// <summary>Takes a message apart. Every byte belongs to it, and it would be written with the same bytes.</summary>
    /// <exception cref="EnvelopeException">Header, Unsupported, Body or Signature.</exception>
    public static EnvelopeMessage Parse(ReadOnlyMemory<byte> message)
    {
        var reader = new MessageReader(message.Span, EnvelopeProblem.Header);
        var header = EnvelopeHeader.Parse(ref reader);
        var headerBytes = message.Length - reader.Rest.Length;
        reader.Bytes(EnvelopeHeader.TagBytes);
        var (bodyBytes, plaintextBytes) = EnvelopeBody.Measure(reader.Rest, header.FrameLength);
        if (plaintextBytes > SealingPolicy.MaxSecretBytes)
        {
            throw new EnvelopeException(
                EnvelopeProblem.Body,
                $"it holds {plaintextBytes} bytes, more than the {SealingPolicy.MaxSecretBytes} of the largest secret");
        }

        reader.Bytes(bodyBytes);
        RequireFooter(reader.Rest, header.Suite);
        return new EnvelopeMessage(message, header, headerBytes, bodyBytes, plaintextBytes);
    }

    private static void RequireFooter(ReadOnlySpan<byte> footer, AlgorithmSuite suite)
    {
        if (!suite.IsSigned)
        {
            if (!footer.IsEmpty)
            {
                throw new EnvelopeException(EnvelopeProblem.Body, "something follows its last frame");
            }

            return;
        }

        var reader = new MessageReader(footer, EnvelopeProblem.Signature);
        if (reader.Field().IsEmpty || !reader.Rest.IsEmpty)
        {
            throw new EnvelopeException(EnvelopeProblem.Signature, "its signature is missing, or something follows it");
        }
    }
}
