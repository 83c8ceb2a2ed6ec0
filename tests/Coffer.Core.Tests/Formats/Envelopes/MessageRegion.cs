using Coffer.Core.Formats.Envelopes;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>A stretch of a message, and what a reader says when one of its bytes is another.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Faults">The classes that fit.</param>
internal sealed record MessageRegion(string Name, int End, params EnvelopeFault[] Faults)
{
    private const int Version = 1;
    private const int Suite = 2;

    /// <summary>The regions of a message, measured by what the implementation that made it says of it.</summary>
    public static IReadOnlyList<MessageRegion> Of(IndependentMessage message)
    {
        var regions = new List<MessageRegion>();
        var at = 0;
        void Add(string name, int length, params EnvelopeFault[] faults) => regions.Add(new MessageRegion(name, at += length, faults));

        var expected = message.Expected;
        var signed = expected.GetProperty("signatureLength").ValueKind == System.Text.Json.JsonValueKind.Number;
        Add("version", Version, EnvelopeFault.Unsupported);

        // One bit makes the other suite of it, with which the public key does not go together.
        Add("suite", Suite, EnvelopeFault.Unsupported, EnvelopeFault.Header);
        Add("message id", EnvelopeHeader.MessageIdBytes, EnvelopeFault.Commitment);
        Add("context length", sizeof(ushort), EnvelopeFault.Header);
        var context = expected.GetProperty("serializedContext").GetString()!.Length / 2;

        // The public key is no part of the address: only the data key is bound to it.
        Add("context", context, signed
            ? [EnvelopeFault.Context, EnvelopeFault.Header, EnvelopeFault.Key]
            : [EnvelopeFault.Context, EnvelopeFault.Header]);
        Add("entries", sizeof(ushort), EnvelopeFault.Header);
        var entries = expected.GetProperty("headerBodyLength").GetInt32() - at - EnvelopeHeader.CommitKeyBytes - sizeof(uint) - 1;
        Add("entry", entries, EnvelopeFault.Key, EnvelopeFault.Header);
        Add("content type", 1, EnvelopeFault.Header);
        Add("frame length", sizeof(uint), EnvelopeFault.HeaderTag, EnvelopeFault.Body, EnvelopeFault.Header);
        Add("commit key", EnvelopeHeader.CommitKeyBytes, EnvelopeFault.Commitment);
        Add("header tag", EnvelopeHeader.TagBytes, EnvelopeFault.HeaderTag);

        foreach (var frame in expected.GetProperty("frames").EnumerateArray())
        {
            const int NonceBytes = 12;
            var isFinal = frame.GetProperty("final").GetBoolean();
            Add("frame", (isFinal ? 2 * sizeof(uint) : sizeof(uint)) + NonceBytes, EnvelopeFault.Body);

            // Of a shorter content, the rest would have to be the signature.
            Add("length", isFinal ? sizeof(uint) : 0, signed ? [EnvelopeFault.Body, EnvelopeFault.Signature] : [EnvelopeFault.Body]);

            // A signature covers the content, and is checked first.
            Add(
                "content",
                frame.GetProperty("length").GetInt32() + EnvelopeHeader.TagBytes,
                signed ? EnvelopeFault.Signature : EnvelopeFault.BodyTag);
        }

        Add("footer", message.Bytes.Length - at, EnvelopeFault.Signature);
        return regions;
    }
}
