using System.Text.Unicode;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;

namespace Coffer.Core.Formats;

/// <summary>What a file's bytes say about it.</summary>
/// <param name="Format">Which format.</param>
/// <param name="Blob">The outside of a KMS blob, where it is one.</param>
/// <param name="Problem">What it is instead, without any of its content; null for a known format.</param>
/// <param name="Mend">What to do about it, where that is not the same for all that is no ciphertext.</param>
internal sealed record SealedContent(SealedFormat Format, KmsBlob? Blob = null, string? Problem = null, string? Mend = null)
{
    private const string TakeOne =
        "take one of the two whole: 'git checkout --ours -- FILE' or 'git checkout --theirs -- FILE', then 'git add FILE'; or seal it "
            + "again";

    // Nothing has leaked: no reason to change the value.
    private const string Decode =
        "add '--output text --query CiphertextBlob' and '| base64 --decode' to what made it; it is ciphertext, so nothing has leaked";

    // The outside of a KMS blob alone takes more. Below it, a few bytes in a message would be a good part of a key.
    private const int ShortestCiphertextBytes = 100;

    private static readonly (byte[] Magic, string Name)[] KnownOthers =
    [
        ([0x1f, 0x8b], "a gzip archive"),
        ([0x50, 0x4b, 0x03, 0x04], "a zip archive"),
        ([0xfe, 0xed, 0xfe, 0xed], "a Java keystore"),
        ([0x7f, 0x45, 0x4c, 0x46], "a program"),
        ([0x30, 0x82], "a DER file (a certificate, a private key or a PKCS#12 keystore)"),
        ([0xef, 0xbb, 0xbf], "text"),
        ([0xff, 0xfe], "text"),
        ([0xfe, 0xff], "text"),
    ];

    /// <summary>The id of the key pair that a message of the format service says it is sealed for; null for others.</summary>
    public string? KeyId { get; private init; }

    /// <summary>Whether moto or LocalStack made it.</summary>
    public bool IsOfEmulator { get; private init; }

    /// <summary>Tells the formats apart.</summary>
    public static SealedContent Of(ReadOnlySpan<byte> content)
    {
        if (KmsBlob.TryParse(content, out var blob))
        {
            return new SealedContent(SealedFormat.Kms, blob);
        }

        // Before what is told by its first bytes alone: the two sides may have these in common.
        if (ConflictMarkers.In(content))
        {
            return new SealedContent(SealedFormat.NotCiphertext, Problem: ConflictMarkers.Problem, Mend: TakeOne);
        }

        if (IsMessage(content))
        {
            return new SealedContent(SealedFormat.Envelope);
        }

        if (PairMessage.Is(content))
        {
            return OfPair(content);
        }

        if (EmulatorBlob.Is(content))
        {
            return new SealedContent(SealedFormat.Unknown, Problem: EmulatorBlob.Problem) { IsOfEmulator = true };
        }

        if (ForeignFile.Of(content) is { } foreign)
        {
            return new SealedContent(SealedFormat.NotCiphertext, Problem: $"it is {foreign.Name}", Mend: foreign.Mend);
        }

        if (Undecoded(content) is { } undecoded)
        {
            return new SealedContent(SealedFormat.NotCiphertext, Problem: undecoded, Mend: Decode);
        }

        return NotCiphertext(content) is { } problem
            ? new SealedContent(SealedFormat.NotCiphertext, Problem: problem)
            : new SealedContent(SealedFormat.Unknown, Problem: UnknownShape(content));
    }

    // Those of other suites and of version 1 too: they are refused for what they are, and KMS is not asked about them.
    private static bool IsMessage(ReadOnlySpan<byte> content) =>
        content is [0x02, < 0x10, 0x14 or 0x46 or 0x78, ..] or [0x01, 0x80, < 0x10, 0x14 or 0x46 or 0x78, ..];

    private static SealedContent OfPair(ReadOnlySpan<byte> content)
    {
        try
        {
            return new SealedContent(SealedFormat.Service) { KeyId = PairMessage.KeyIdOf(content) };
        }
        catch (PairException exception)
        {
            return new SealedContent(SealedFormat.Service, Problem: exception.Message);
        }
    }

    private static string? NotCiphertext(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return "it is empty";
        }

        foreach (var (magic, name) in KnownOthers)
        {
            if (content.StartsWith(magic))
            {
                return $"it is {name}, not ciphertext";
            }
        }

        if (!Utf8.IsValid(content) || content.ContainsAnyInRange<byte>(0, 8))
        {
            return content.Length >= ShortestCiphertextBytes
                ? null
                : $"it has {content.Length} bytes, too few for a ciphertext";
        }

        var start = content.TrimStart(" \t\r\n"u8);
        return start.StartsWith("-----BEGIN"u8) ? "it is PEM text, not ciphertext"
            : start.StartsWith("{"u8) ? "it is JSON, not ciphertext"
            : "it is text, not ciphertext";
    }

    // What the AWS CLI prints where a part of its line was forgotten: base64, base64 in quotes, or the whole answer.
    private static string? Undecoded(ReadOnlySpan<byte> content)
    {
        var start = content.TrimStart(" \t\r\n\""u8);
        return start is [(byte)'A', (byte)'Q', (byte)'E' or (byte)'I', (byte)'B' or (byte)'C' or (byte)'D', (byte)'A', (byte)'H', ..]
                ? "it is the base64 of a KMS ciphertext: decode it (base64 --decode) before storing it"
            : start.StartsWith("Y29mZmVy"u8) ? "it is the base64 of a file of the format 'service': decode it before storing it"
            : start.StartsWith("AgR4"u8) ? "it is the base64 of an Encryption SDK message: decode it before storing it"
            : start.StartsWith("{"u8) && start.IndexOf("\"CiphertextBlob\""u8) >= 0 && start.IndexOf("\"Plaintext\""u8) < 0
                ? "it is the JSON that 'aws kms encrypt' prints, and not the ciphertext in it"
            : null;
    }

    private static string UnknownShape(ReadOnlySpan<byte> content) => content switch
    {
        [0x0a, 0x20, ..] => "it may be a KMS ciphertext of 2014 or earlier (it starts with 0a 20)",
        [0x01, 0x80, ..] => "it is an Encryption SDK message of format version 1, which commits to no key",
        _ => $"its outside is not that of a KMS ciphertext (it starts with {Hex(content[..Math.Min(5, content.Length)])})",
    };

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = "";
        foreach (var b in bytes)
        {
            text += text.Length == 0 ? $"{b:x2}" : $" {b:x2}";
        }

        return text;
    }
}
