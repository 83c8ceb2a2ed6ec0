using System.Text;

namespace Coffer.Tfvars;

/// <summary>Heredocs (HCL native syntax, "Template Expressions").</summary>
internal static class HclHeredoc
{
    /// <summary>Goes past a heredoc, up to the newline after its closing marker, which ends the attribute as usual.</summary>
    public static HclTokenKind Skip(HclLexer lexer)
    {
        var open = lexer.Position;
        var marker = Marker(lexer);
        var lineStart = true;
        while (true)
        {
            var newline = lexer.Rest.IndexOf((byte)'\n');
            if (newline < 0)
            {
                throw lexer.Malformed(open, "expected this heredoc to be closed by its marker on a line of its own");
            }

            // Any white space of Unicode may stand around the marker, as in Go's bytes.TrimSpace.
            var line = newline > 0 && lexer.Rest[newline - 1] == '\r' ? newline - 1 : newline;
            var mayClose = lineStart && !lexer.Rest[..line].Contains((byte)'\r');
            if (mayClose && Encoding.UTF8.GetString(lexer.Rest[..line]).Trim() == marker)
            {
                lexer.Position += line;
                return HclTokenKind.Template;
            }

            lineStart = SkipLine(lexer);
        }
    }

    private static string Marker(HclLexer lexer)
    {
        var begin = lexer.Rest is [_, _, (byte)'-', ..] ? 3 : 2;
        var length = HclWord.IdentifierLength(lexer.Rest[begin..]);
        var marker = Encoding.UTF8.GetString(lexer.Rest.Slice(begin, length));
        var newline = lexer.Rest[(begin + length)..] switch
        {
            [(byte)'\n', ..] => 1,
            [(byte)'\r', (byte)'\n', ..] => 2,
            _ => 0,
        };
        if (length == 0 || newline == 0)
        {
            throw lexer.Malformed(lexer.Position, "expected a heredoc's marker and a new line");
        }

        lexer.Position += begin + length + newline;
        return marker;
    }

    /// <summary>Goes past the rest of a line, or to the end of the file; false where a template ended inside it.</summary>
    private static bool SkipLine(HclLexer lexer)
    {
        while (lexer.Rest is [not (byte)'\n', ..])
        {
            if (lexer.Rest is [(byte)'\r', not (byte)'\n', ..])
            {
                throw lexer.Malformed(lexer.Position, "expected a line feed after this carriage return");
            }

            if (!HclString.SkipLiteral(lexer))
            {
                return false;
            }
        }

        lexer.Position = Math.Min(lexer.Position + 1, lexer.Content.Length);
        return true;
    }
}
