using System.Globalization;
using System.Text;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// AWS's URI encoding: every byte but A-Z, a-z, 0-9 and -._~ becomes %XX in upper case:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </summary>
internal static class UriEncoding
{
    /// <summary>Reads what a client sent, however it encoded it, and encodes it as AWS does.</summary>
    public static string Normalize(string raw, bool keepSlash, bool plusIsSpace)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(raw.Length)];
        var count = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '%' && i + 2 < raw.Length
                && byte.TryParse(raw.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[count++] = value;
                i += 2;
            }
            else if (raw[i] == '+' && plusIsSpace)
            {
                bytes[count++] = (byte)' ';
            }
            else
            {
                var length = char.IsHighSurrogate(raw[i]) && i + 1 < raw.Length ? 2 : 1;
                count += Encoding.UTF8.GetBytes(raw.AsSpan(i, length), bytes.AsSpan(count));
                i += length - 1;
            }
        }

        return Encode(bytes.AsSpan(0, count), keepSlash);
    }

    /// <summary>Encodes a text as it is: a percent sign becomes %25.</summary>
    public static string Encode(string text, bool keepSlash) => Encode(Encoding.UTF8.GetBytes(text), keepSlash);

    private static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~'
                || (value == (byte)'/' && keepSlash))
            {
                text.Append((char)value);
            }
            else
            {
                text.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
