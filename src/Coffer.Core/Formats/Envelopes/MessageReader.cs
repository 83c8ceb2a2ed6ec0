using System.Buffers.Binary;
using System.Text;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>Reads big-endian fields one after the other; what is cut off is a problem of the given class.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> message, EnvelopeProblem problem)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = message;

    /// <summary>What was not read so far.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Bytes(sizeof(ulong)));

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length > rest.Length)
        {
            throw new EnvelopeException(problem, "it is cut off");
        }

        var bytes = rest[..length];
        rest = rest[length..];
        return bytes;
    }

    /// <summary>A field with its length before it.</summary>
    public ReadOnlySpan<byte> Field() => Bytes(UInt16());

    /// <summary>A field's bytes as text.</summary>
    public readonly string TextOf(ReadOnlySpan<byte> field)
    {
        try
        {
            return StrictUtf8.GetString(field);
        }
        catch (DecoderFallbackException)
        {
            throw new EnvelopeException(problem, "it has text that is not UTF-8");
        }
    }
}
