using System.Buffers.Binary;
using System.Text;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>
/// The header of a message, format version 2:
/// https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html. One sequence of bytes for one
/// meaning: what is accepted is written again with the same bytes.
/// </summary>
internal sealed record EnvelopeHeader
{
    /// <summary>More entries than anybody configures; each may cost a call to KMS.</summary>
    public const int MaxDataKeys = 10;

    /// <summary>More context than an address and a public key need, in bytes.</summary>
    public const int MaxContextBytes = 8192;

    /// <summary>More pairs than an address and a public key need: many tiny ones would cost far more memory than bytes.</summary>
    public const int MaxContextPairs = 16;

    /// <summary>More than an ARN or a CiphertextBlob needs, in bytes.</summary>
    public const int MaxFieldBytes = 8192;

    public const int MessageIdBytes = 32;
    public const int CommitKeyBytes = 32;
    public const int TagBytes = 16;

    private const byte Version = 2;

    public required AlgorithmSuite Suite { get; init; }

    public required byte[] MessageId { get; init; }

    /// <summary>The context, in the order of the keys' UTF-8 bytes.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Context { get; init; }

    public required IReadOnlyList<EncryptedDataKey> DataKeys { get; init; }

    /// <summary>Bytes of plaintext in a regular frame; 0 for a body in one block.</summary>
    public required uint FrameLength { get; init; }

    public required byte[] CommitKey { get; init; }

    /// <summary>Reads a header, without its tag.</summary>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Header"/> or <see cref="EnvelopeProblem.Unsupported"/>.</exception>
    public static EnvelopeHeader Parse(ref MessageReader reader)
    {
        RequireVersion(reader.Byte());
        var suite = AlgorithmSuite.Require(reader.UInt16());
        var messageId = reader.Bytes(MessageIdBytes).ToArray();
        var context = ReadContext(reader.Field());
        RequirePublicKey(suite, context);
        var dataKeys = ReadDataKeys(ref reader);
        var contentType = reader.Byte();
        var frameLength = reader.UInt32();
        return (contentType, frameLength) switch
        {
            (1, 0) or (2, > 0) => new EnvelopeHeader
            {
                Suite = suite,
                MessageId = messageId,
                Context = context,
                DataKeys = dataKeys,
                FrameLength = frameLength,
                CommitKey = reader.Bytes(CommitKeyBytes).ToArray(),
            },
            _ => throw Malformed("its content type and frame length do not go together"),
        };
    }

    /// <summary>The header's bytes, without its tag.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write(BinaryPrimitives.ReverseEndianness(Suite.Id));
        writer.Write(MessageId);
        WriteField(writer, ContextBytes());
        writer.Write(BinaryPrimitives.ReverseEndianness((ushort)DataKeys.Count));
        foreach (var key in DataKeys)
        {
            WriteField(writer, Encoding.UTF8.GetBytes(key.Provider));
            WriteField(writer, key.KeyArn);
            WriteField(writer, key.Ciphertext);
        }

        writer.Write(FrameLength == 0 ? (byte)1 : (byte)2);
        writer.Write(BinaryPrimitives.ReverseEndianness(FrameLength));
        writer.Write(CommitKey);
        return stream.ToArray();
    }

    /// <summary>A context in the order of the format.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Sorted(IEnumerable<KeyValuePair<string, string>> context) =>
        [.. context.OrderBy(pair => pair.Key, Comparer<string>.Create(CompareUtf8))];

    private static void RequireVersion(byte version)
    {
        switch (version)
        {
            case Version:
                return;
            case 1:
                throw new EnvelopeException(
                    EnvelopeProblem.Unsupported, "it is of format version 1, whose suites do not commit to their key");
            case (byte)'A':
                throw Malformed("it looks like the base64 of a message: decode it first");
            default:
                throw new EnvelopeException(EnvelopeProblem.Unsupported, $"its format version {version} is not known");
        }
    }

    // Or a signed message could pass for an unsigned one, and KMS would be asked for what no signature can cover.
    private static void RequirePublicKey(AlgorithmSuite suite, KeyValuePair<string, string>[] context)
    {
        if (Array.Exists(context, pair => pair.Key == MessageSignature.ContextKey) != suite.IsSigned)
        {
            throw Malformed(suite.IsSigned
                ? "its suite is signed and its encryption context has no public key"
                : "its encryption context has a public key and its suite is not signed");
        }
    }

    private static KeyValuePair<string, string>[] ReadContext(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        if (bytes.Length > MaxContextBytes)
        {
            throw Malformed($"its encryption context has more than {MaxContextBytes} bytes");
        }

        var reader = new MessageReader(bytes, EnvelopeProblem.Header);
        var count = reader.UInt16();
        if (count is 0 or > MaxContextPairs)
        {
            throw Malformed($"its encryption context has {count} pairs; 1 to {MaxContextPairs} are read");
        }

        var context = new KeyValuePair<string, string>[count];
        ReadOnlySpan<byte> before = default;
        for (var i = 0; i < count; i++)
        {
            var name = reader.Field();
            if (i > 0 && before.SequenceCompareTo(name) >= 0)
            {
                throw Malformed("its encryption context is not in order, or has a key twice");
            }

            before = name;
            context[i] = new KeyValuePair<string, string>(reader.TextOf(name), reader.TextOf(reader.Field()));
        }

        return reader.Rest.IsEmpty ? context : throw Malformed("its encryption context does not fill its length");
    }

    private static EncryptedDataKey[] ReadDataKeys(ref MessageReader reader)
    {
        var count = reader.UInt16();
        if (count is 0 or > MaxDataKeys)
        {
            throw Malformed($"it has {count} encrypted data keys; 1 to {MaxDataKeys} are read");
        }

        var keys = new EncryptedDataKey[count];
        for (var i = 0; i < count; i++)
        {
            keys[i] = new EncryptedDataKey(
                reader.TextOf(ReadField(ref reader)), ReadField(ref reader).ToArray(), ReadField(ref reader).ToArray());
        }

        return keys;
    }

    // Its length is checked before it is copied.
    private static ReadOnlySpan<byte> ReadField(ref MessageReader reader)
    {
        var field = reader.Field();
        return field.Length <= MaxFieldBytes
            ? field
            : throw Malformed($"an encrypted data key has a field of more than {MaxFieldBytes} bytes");
    }

    private byte[] ContextBytes()
    {
        if (Context.Count == 0)
        {
            return [];
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(BinaryPrimitives.ReverseEndianness((ushort)Context.Count));
        foreach (var (name, value) in Context)
        {
            WriteField(writer, Encoding.UTF8.GetBytes(name));
            WriteField(writer, Encoding.UTF8.GetBytes(value));
        }

        return stream.ToArray();
    }

    private static void WriteField(BinaryWriter writer, byte[] field)
    {
        writer.Write(BinaryPrimitives.ReverseEndianness(checked((ushort)field.Length)));
        writer.Write(field);
    }

    private static int CompareUtf8(string? one, string? other) =>
        Encoding.UTF8.GetBytes(one!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other!));

    private static EnvelopeException Malformed(string what) => new(EnvelopeProblem.Header, what);
}
