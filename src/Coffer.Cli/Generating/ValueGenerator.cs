using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Formats;

namespace Coffer.Cli.Generating;

/// <summary>
/// Values that nobody sees: <c>KIND:LENGTH</c>, <c>KIND</c> or <c>LENGTH</c>, drawn evenly by the operating system's generator.
/// </summary>
internal static class ValueGenerator
{
    /// <summary>What is generated where nothing is said: 40 letters and digits, 238 bits.</summary>
    public const string DefaultSpecification = "alnum:40";

    /// <summary>The kinds, as a line of help says them.</summary>
    public const string Kinds =
        "'alnum:40' (default), 'hex:64', 'base64:32' (bytes), 'digits:6', 'ascii:32', 'passphrase:9' (words), 'uuid', or a length";

    private const string Hint = "write for example 'alnum:40', 'hex:64', 'base64:32' (bytes), 'digits:6', 'ascii:32', 'passphrase:9' "
        + "(words), 'uuid' or a length";

    private const string NoKind =
        "what was given is no kind of value to generate; a value of your own comes from the prompt, stdin or --from-file";
    private const string Digits = "0123456789";
    private const string Hex = "0123456789abcdef";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Printable ASCII that no shell, URL userinfo, dotenv or connection string reads specially.
    private const string Symbols = "-_.~+^*";

    private const int UsualLength = 40;
    private const int UsualWords = 9;
    private const int MostWords = 64;
    private const int UuidBits = 122;

    /// <summary>Makes a value.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where the specification is wrong.</exception>
    public static SecretValue Generate(string specification)
    {
        var (kind, length) = Parse(specification);
        return kind switch
        {
            "base64" => Base64(length),
            "passphrase" => Passphrase(length),
            "uuid" => Uuid(),
            _ => From(Alphabet(kind), length),
        };
    }

    /// <summary>How many bits of chance a value has, rounded down.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where the specification is wrong.</exception>
    public static int BitsOf(string specification)
    {
        var (kind, length) = Parse(specification);
        return kind switch
        {
            "base64" => length * 8,
            "passphrase" => length * PassphraseWords.Bits,
            "uuid" => UuidBits,
            _ => (int)(length * Math.Log2(Alphabet(kind).Length)),
        };
    }

    private static (string Kind, int Length) Parse(string specification)
    {
        var parts = specification.Split(':');
        if (parts is [var only] && only.Length > 0 && char.IsAsciiDigit(only[0]))
        {
            parts = ["alnum", only];
        }

        var kind = parts[0];
        var isKnown = kind is "base64" or "passphrase" or "uuid" || Alphabet(kind).Length > 0;
        var length = kind == "passphrase" ? UsualWords : UsualLength;
        if (!isKnown
            || parts.Length > (kind == "uuid" ? 1 : 2)
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length)))
        {
            throw new CofferException(ErrorCode.Usage, NoKind, Hint);
        }

        if (kind == "passphrase" && length is < 1 or > MostWords)
        {
            throw new CofferException(ErrorCode.Usage, $"a generated passphrase has 1 to {MostWords} words", Hint);
        }

        return (kind == "base64" ? Base64Characters(length) : length) is < 1 or > KmsBlob.MaxPlaintextBytes
            ? throw new CofferException(
                ErrorCode.Usage, $"a generated value has 1 to {KmsBlob.MaxPlaintextBytes} characters", Hint)
            : (kind, length);
    }

    private static string Alphabet(string kind) => kind switch
    {
        "alnum" => Letters + Digits,
        "ascii" => Letters + Digits + Symbols,
        "digits" => Digits,
        "hex" => Hex,
        _ => "",
    };

    private static SecretValue From(string alphabet, int length) =>
        SecretValue.Create(length, alphabet, static (to, from) => RandomNumberGenerator.GetItems(Encoding.ASCII.GetBytes(from), to));

    private static SecretValue Base64(int bytes)
    {
        using var random = SecretValue.Create(bytes, 0, static (to, _) => RandomNumberGenerator.Fill(to));
        return SecretValue.Create(
            (int)Base64Characters(bytes),
            random.Reveal(),
            static (to, from) => System.Buffers.Text.Base64.EncodeToUtf8(from, to, out _, out _));
    }

    // Which words they are is as secret as the value.
    private static SecretValue Passphrase(int words)
    {
        Span<int> drawn = stackalloc int[words];
        try
        {
            var length = words - 1;
            for (var i = 0; i < words; i++)
            {
                drawn[i] = RandomNumberGenerator.GetInt32(PassphraseWords.All.Count);
                length += PassphraseWords.All[drawn[i]].Length;
            }

            return SecretValue.Create(length, drawn, static (to, drawn) =>
            {
                var at = 0;
                foreach (var word in drawn)
                {
                    if (at > 0)
                    {
                        to[at++] = (byte)'-';
                    }

                    at += Encoding.ASCII.GetBytes(PassphraseWords.All[word], to[at..]);
                }
            });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(drawn));
        }
    }

    // Version 4: https://www.rfc-editor.org/rfc/rfc9562#section-5.4
    private static SecretValue Uuid() => SecretValue.Create(36, 0, static (to, _) =>
    {
        RandomNumberGenerator.GetItems(Encoding.ASCII.GetBytes(Hex), to);
        to[8] = to[13] = to[18] = to[23] = (byte)'-';
        to[14] = (byte)'4';
        to[19] = RandomNumberGenerator.GetItems("89ab"u8, 1)[0];
    });

    private static long Base64Characters(int bytes) => ((long)bytes + 2) / 3 * 4;
}
