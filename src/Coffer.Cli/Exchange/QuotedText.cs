using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Coffer.Cli.Exchange;

/// <summary>Text within double quotes, as JSON and YAML both read it.</summary>
internal static class QuotedText
{
    /// <summary>Whether bytes are text.</summary>
    public static bool IsText(ReadOnlySpan<byte> value) => Utf8.IsValid(value);

    /// <summary>Writes text with its quotes.</summary>
    public static void Write(SecretBuffer to, ReadOnlySpan<byte> text)
    {
        to.Add((byte)'"');
        while (!text.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (rune.Value is '"' or '\\')
            {
                to.Add([(byte)'\\', text[0]]);
            }
            else if (rune.Value is '\n' or '\r' or '\t')
            {
                to.Add([(byte)'\\', (byte)(rune.Value == '\n' ? 'n' : rune.Value == '\r' ? 'r' : 't')]);
            }
            else if (IsPrintable(rune))
            {
                to.Add(text[..length]);
            }
            else
            {
                to.Add(string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"));
            }

            text = text[length..];
        }

        to.Add((byte)'"');
    }

    /// <summary>
    /// Whether YAML allows a character as it is (YAML 1.2.2, 5.1), and an editor shows it: no control characters, no line ends but LF, no
    /// byte order mark.
    /// </summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value is >= ' ' and not (>= 0x7f and < 0xa0 or 0x2028 or 0x2029 or 0xfeff or 0xfffe or 0xffff);
}
