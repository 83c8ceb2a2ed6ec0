using System.Globalization;
using System.Text;

namespace Coffer.Tfvars;

/// <summary>Quoted strings (HCL native syntax, "Template Expressions").</summary>
internal static class HclString
{
    /// <summary>Goes past a quoted string and checks its escapes; says whether it is a literal.</summary>
    public static HclTokenKind Skip(HclLexer lexer)
    {
        var open = lexer.Position++;
        var kind = HclTokenKind.String;
        while (true)
        {
            switch (lexer.Rest)
            {
                case [] or [(byte)'\n' or (byte)'\r', ..]:
                    throw lexer.Malformed(open, "expected this string to be closed on its line");
                case [(byte)'"', ..]:
                    lexer.Position++;
                    return kind;
                case [(byte)'\\', ..]:
                    lexer.Position += EscapeLength(lexer);
                    break;
                default:
                    kind = SkipLiteral(lexer) ? kind : HclTokenKind.Template;
                    break;
            }
        }
    }

    /// <summary>Goes past one literal character or one template sequence; true for the former.</summary>
    public static bool SkipLiteral(HclLexer lexer)
    {
        switch (lexer.Rest)
        {
            // Whatever the number of '$' before it, the last one makes '${' literal.
            case [(byte)'$', (byte)'$', (byte)'{', ..] or [(byte)'%', (byte)'%', (byte)'{', ..]:
                lexer.Position += 3;
                return true;
            case [(byte)'$' or (byte)'%', (byte)'{', ..]:
                lexer.SkipInterpolation();
                return false;
            default:
                lexer.Position++;
                return true;
        }
    }

    /// <summary>The value of a literal that <see cref="Skip"/> went past.</summary>
    public static string Decode(ReadOnlySpan<byte> quoted)
    {
        var text = Encoding.UTF8.GetString(quoted[1..^1]);
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var rest = text.AsSpan(i);
            if (rest is ['\\', ..])
            {
                value.Append(Unescape(rest, out var length));
                i += length - 1;
                continue;
            }

            value.Append(text[i]);
            i += rest is ['$', '$', '{', ..] or ['%', '%', '{', ..] ? 1 : 0;
        }

        return value.ToString();
    }

    private static int EscapeLength(HclLexer lexer)
    {
        var digits = lexer.Rest switch
        {
            [_, (byte)'n' or (byte)'r' or (byte)'t' or (byte)'"' or (byte)'\\', ..] => 0,
            [_, (byte)'u', ..] => 4,
            [_, (byte)'U', ..] => 8,
            _ => throw lexer.Malformed(lexer.Position, "expected a valid escape sequence"),
        };
        if (digits > 0 && !(lexer.Rest.Length >= 2 + digits
            && uint.TryParse(lexer.Rest.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code)))
        {
            throw lexer.Malformed(lexer.Position, "expected a valid escape sequence");
        }

        return 2 + digits;
    }

    private static string Unescape(ReadOnlySpan<char> text, out int length)
    {
        length = text[1] switch { 'u' => 6, 'U' => 10, _ => 2 };
        return text[1] switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'u' or 'U' => new Rune(uint.Parse(text[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
            char plain => plain.ToString(),
        };
    }
}
