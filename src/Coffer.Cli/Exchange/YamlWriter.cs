using System.Text;

namespace Coffer.Cli.Exchange;

/// <summary>
/// Writes one YAML mapping: lines as a block where YAML keeps them exactly and people can read them, everything else within double
/// quotes.
/// </summary>
internal static class YamlWriter
{
    private static readonly string[] OtherWords = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    /// <summary>Writes one key and its value.</summary>
    public static void Write(SecretBuffer to, string key, ReadOnlySpan<byte> value)
    {
        to.Add(IsPlainKey(key) ? $"{key}: " : $"\"{key}\": ");
        if (!QuotedText.IsText(value))
        {
            to.Add("!!binary \"");
            Base64Text.Write(to, value);
            to.Add("\"\n");
        }
        else if (FitsBlock(value))
        {
            WriteBlock(to, value);
        }
        else
        {
            QuotedText.Write(to, value);
            to.Add((byte)'\n');
        }
    }

    private static void WriteBlock(SecretBuffer to, ReadOnlySpan<byte> value)
    {
        var ends = value.EndsWith("\n"u8);
        to.Add(ends ? "|\n" : "|-\n");
        var lines = ends ? value[..^1] : value;
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (!lines[range].IsEmpty)
            {
                to.Add("  "u8);
                to.Add(lines[range]);
            }

            to.Add((byte)'\n');
        }
    }

    // Two lines at least; the first has text and no blank before it, and so the indentation can be told; the last is not empty.
    private static bool FitsBlock(ReadOnlySpan<byte> value)
    {
        var lines = value.EndsWith("\n"u8) ? value[..^1] : value;
        if (value.IndexOf((byte)'\n') < 0 || lines.IsEmpty || lines[0] is (byte)' ' or (byte)'\t' or (byte)'\n' || lines[^1] == '\n')
        {
            return false;
        }

        var rest = value;
        while (!rest.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (!QuotedText.IsPrintable(rune) && rune.Value is not ('\n' or '\t'))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    // Not what YAML 1.1 reads as a number, a date or one of its words.
    private static bool IsPlainKey(string key) =>
        (char.IsAsciiLetter(key[0]) || key[0] == '_') && !OtherWords.Contains(key, StringComparer.OrdinalIgnoreCase);
}
