using System.Text;
using System.Text.Unicode;

namespace Coffer.Core.Formats;

/// <summary>
/// What moto and LocalStack answer in the place of a KMS ciphertext: the key's id in 36 characters, an initialization vector (12
/// bytes of moto, 16 of LocalStack), a tag of 16, then as many bytes as the plaintext has. The two cannot be told apart, so the
/// plaintext's length is not known. As moto's and LocalStack's sources have it (CIPHERTEXT_HEADER_FORMAT).
/// </summary>
internal static class EmulatorBlob
{
    /// <summary>What is said of one.</summary>
    public const string Problem = "it is a ciphertext of moto or LocalStack, which KMS itself cannot open";

    private const int KeyIdLength = 36;
    private const int ShortestHeader = KeyIdLength + 12 + 16;
    private const string MultiRegion = "mrk-";

    /// <summary>Whether bytes have that shape.</summary>
    public static bool Is(ReadOnlySpan<byte> content) =>
        content.Length is > ShortestHeader and <= KmsBlob.MaxBytes
        && IsKeyId(content[..KeyIdLength])
        && !IsText(content[KeyIdLength..ShortestHeader]);

    private static bool IsKeyId(ReadOnlySpan<byte> bytes)
    {
        if (!Ascii.IsValid(bytes))
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(bytes);
        return Guid.TryParseExact(text, "D", out _)
            || (text.StartsWith(MultiRegion, StringComparison.Ordinal) && Guid.TryParseExact(text[MultiRegion.Length..], "N", out _));
    }

    // A text that begins with an id is no ciphertext; 28 bytes at random are never one.
    private static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.ContainsAnyInRange<byte>(0, 8);
}
