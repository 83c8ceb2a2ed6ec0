using Coffer.Core.Formats.Envelopes;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>A stretch of a message, and what a reader says when one of its bytes is another.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Problems">The classes that fit.</param>
internal sealed record MessageRegion(string Name, int End, params EnvelopeProblem[] Problems)
{
    private const int Version = 1;
    private const int Suite = 2;

    /// <summary>The regions of a message, measured by what the implementation that made it says of it.</summary>
    public static IReadOnlyList<MessageRegion> Of(IndependentMessage message)
    {
        var regions = new List<MessageRegion>();
        var at = 0;
        void Add(string name, int length, params EnvelopeProblem[] problems) =>
            regions.Add(new MessageRegion(name, at += length, problems));

        var expected = message.Expected;
        var signed = expected.GetProperty("signatureLength").ValueKind == System.Text.Json.JsonValueKind.Number;
        Add("version", Version, EnvelopeProblem.Unsupported);

        // One bit makes the other suite of it, with which the public key does not go together.
        Add("suite", Suite, EnvelopeProblem.Unsupported, EnvelopeProblem.Header);
        Add("message id", EnvelopeHeader.MessageIdBytes, EnvelopeProblem.Commitment);
        Add("context length", sizeof(ushort), EnvelopeProblem.Header);
        var context = expected.GetProperty("serializedContext").GetString()!.Length / 2;

        // The public key is no part of the address: only the data key is bound to it.
        Add("context", context, signed
            ? [EnvelopeProblem.Context, EnvelopeProblem.Header, EnvelopeProblem.Key]
            : [EnvelopeProblem.Context, EnvelopeProblem.Header]);
        Add("entries", sizeof(ushort), EnvelopeProblem.Header);
        var entries = expected.GetProperty("headerBodyLength").GetInt32() - at - EnvelopeHeader.CommitKeyBytes - sizeof(uint) - 1;
        Add("entry", entries, EnvelopeProblem.Key, EnvelopeProblem.Header);
        Add("content type", 1, EnvelopeProblem.Header);
        Add("frame length", sizeof(uint), EnvelopeProblem.HeaderTag, EnvelopeProblem.Body, EnvelopeProblem.Header);
        Add("commit key", EnvelopeHeader.CommitKeyBytes, EnvelopeProblem.Commitment);
        Add("header tag", EnvelopeHeader.TagBytes, EnvelopeProblem.HeaderTag);

        foreach (var frame in expected.GetProperty("frames").EnumerateArray())
        {
            const int NonceBytes = 12;
            var isFinal = frame.GetProperty("final").GetBoolean();
            Add("frame", (isFinal ? 2 * sizeof(uint) : sizeof(uint)) + NonceBytes, EnvelopeProblem.Body);

            // Of a shorter content, the rest would have to be the signature.
            Add("length", isFinal ? sizeof(uint) : 0, signed ? [EnvelopeProblem.Body, EnvelopeProblem.Signature] : [EnvelopeProblem.Body]);

            // A signature covers the content, and is checked first.
            Add(
                "content",
                frame.GetProperty("length").GetInt32() + EnvelopeHeader.TagBytes,
                signed ? EnvelopeProblem.Signature : EnvelopeProblem.BodyTag);
        }

        Add("footer", message.Bytes.Length - at, EnvelopeProblem.Signature);
        return regions;
    }
}
