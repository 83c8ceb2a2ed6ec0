using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Coffer.Cli.Exchange;

/// <summary>Bytes that are no text, as text.</summary>
internal static class Base64Text
{
    /// <summary>The bytes; null where it is no base64. White space within is passed over.</summary>
    public static SecretValue? Decode(ReadOnlySpan<byte> text)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(Base64.GetMaxDecodedFromUtf8Length(text.Length), pinned: true);
        try
        {
            return Base64.DecodeFromUtf8(text, buffer, out _, out var length) == OperationStatus.Done
                ? SecretValue.CopyOf(buffer.AsSpan(0, length))
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(SecretBuffer to, ReadOnlySpan<byte> bytes)
    {
        using var text = SecretValue.Create(
            Base64.GetMaxEncodedToUtf8Length(bytes.Length),
            bytes,
            static (into, from) => Base64.EncodeToUtf8(from, into, out _, out _));
        to.Add(text.Reveal());
    }
}
