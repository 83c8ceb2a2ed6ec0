using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Formats;

namespace Coffer.Core.Model;

/// <summary>
/// Values that nobody sees: <c>ALPHABET:LENGTH</c>, <c>ALPHABET</c> or <c>LENGTH</c>, drawn evenly by the operating
/// system's generator.
/// </summary>
internal static class ValueGenerator
{
    /// <summary>What is generated where nothing is said: 40 letters and digits, 238 bits.</summary>
    public const string DefaultSpecification = "alnum:40";

    private const string Hint = "write for example 'alnum:40', 'hex:64', 'base64:32' (bytes), 'digits:6', 'ascii:32' or a length";
    private const string NoKind = "what follows '--generate' says no kind of value; it is never the value itself";
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Printable ASCII that no shell, URL userinfo, dotenv or connection string reads specially.
    private const string Symbols = "-_.~+^*";

    /// <summary>Makes a value.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where the specification is wrong.</exception>
    public static SecretValue Generate(string specification)
    {
        var parts = specification.Split(':');
        var alphabet = parts[0];
        var lengthText = parts.Length > 1 ? parts[1] : null;
        if (parts.Length == 1 && alphabet.Length > 0 && char.IsAsciiDigit(alphabet[0]))
        {
            (alphabet, lengthText) = ("alnum", alphabet);
        }

        var length = 40;
        if (parts.Length > 2
            || (lengthText is not null && !int.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out length)))
        {
            throw new CofferException(ErrorCode.Usage, NoKind, Hint);
        }

        var characters = alphabet == "base64" ? Base64Characters(length) : length;
        if (characters is < 1 or > KmsBlob.MaxPlaintextBytes)
        {
            throw new CofferException(
                ErrorCode.Usage, $"a generated value has 1 to {KmsBlob.MaxPlaintextBytes} characters", Hint);
        }

        return alphabet switch
        {
            "alnum" => From(Letters + Digits, length),
            "ascii" => From(Letters + Digits + Symbols, length),
            "digits" => From(Digits, length),
            "hex" => From("0123456789abcdef", length),
            "base64" => Base64(length),
            _ => throw new CofferException(ErrorCode.Usage, NoKind, Hint),
        };
    }

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

    private static long Base64Characters(int bytes) => ((long)bytes + 2) / 3 * 4;
}
