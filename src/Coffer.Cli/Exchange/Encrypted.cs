using Coffer.Core.Formats;

namespace Coffer.Cli.Exchange;

/// <summary>What some other program has encrypted, and nobody has decrypted yet: sealed as it is, it would open as ciphertext.</summary>
internal static class Encrypted
{
    /// <summary>What to do about a file of SOPS.</summary>
    public const string SopsHint = "decrypt it first, and pipe the result in: 'sops -d FILE | coffer import …'";

    private const string Otherwise = "if this is the secret itself, 'coffer set' takes it";

    /// <summary>Refuses a whole file.</summary>
    /// <exception cref="ExchangeException">With what it is.</exception>
    public static void Refuse(ReadOnlySpan<byte> content)
    {
        if (ForeignFile.Of(content) is { } file)
        {
            var isOfSops = file.Name.Contains("SOPS", StringComparison.Ordinal);
            throw new ExchangeException(1, $"this is {file.Name}", isOfSops ? SopsHint : file.Mend);
        }
    }

    /// <summary>Refuses values.</summary>
    /// <exception cref="ExchangeException">With the line.</exception>
    public static void Refuse(IReadOnlyList<ExchangeEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (ForeignFile.Of(entry.Value.Reveal()) is { } file)
            {
                throw new ExchangeException(entry.Line, $"the value is {file.Name}", $"decrypt it first; {Otherwise}");
            }

            if (IsBlob(entry.Value.Reveal()))
            {
                throw new ExchangeException(
                    entry.Line,
                    "the value is a ciphertext of KMS",
                    $"have it decrypted first (parameters of SSM: '--with-decryption'); {Otherwise}");
            }
        }
    }

    private static bool IsBlob(ReadOnlySpan<byte> value)
    {
        using var bytes = value.StartsWith("AQ"u8) ? Base64Text.Decode(value) : null;
        return bytes is not null && KmsBlob.TryParse(bytes.Reveal(), out _);
    }
}
