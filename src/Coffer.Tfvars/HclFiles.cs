using System.Text;

namespace Coffer.Tfvars;

/// <summary>Finds the list among the attributes of a <c>.tfvars</c> file.</summary>
internal static class HclFiles
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static ListSource? Read(ReadOnlyMemory<byte> content)
    {
        var lexer = new HclLexer(content, content.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        var names = new HashSet<string>(StringComparer.Ordinal);
        ListSource? found = null;
        while (true)
        {
            var name = lexer.Next();
            if (name.Kind == HclTokenKind.End)
            {
                return found;
            }

            if (name.Kind == HclTokenKind.Newline || name.IsComment)
            {
                continue;
            }

            ReadName(lexer, name, names);
            if (lexer.Is(name, "files"u8))
            {
                found = ReadList(lexer);
            }
            else
            {
                HclExpression.Skip(lexer);
            }
        }
    }

    private static void ReadName(HclLexer lexer, HclToken name, HashSet<string> names)
    {
        if (name.Kind != HclTokenKind.Identifier)
        {
            throw lexer.Malformed(name.Start, "expected the name of a variable");
        }

        if (!names.Add(Encoding.UTF8.GetString(lexer.Content[name.Start..name.End])))
        {
            throw lexer.Malformed(
                name.Start,
                lexer.Is(name, "files"u8)
                    ? "expected 'files' once, and a merge of two lists of one line leaves it twice: "
                        + "make one list of both, one name a line"
                    : "expected a variable that is not defined above");
        }

        var equals = NextPart(lexer);
        if (!lexer.Is(equals, "="u8))
        {
            throw lexer.Malformed(equals.Start, "expected '=' after the name");
        }
    }

    private static ListSource ReadList(HclLexer lexer)
    {
        var open = NextPart(lexer);
        if (!lexer.Is(open, "["u8))
        {
            throw TfvarsProblem.NotEditable(lexer.Content, open.Start, "expected 'files' to be a list of plain strings");
        }

        var parts = new List<ListPart>();
        var element = false;
        var token = lexer.Next();
        while (!lexer.Is(token, "]"u8))
        {
            var part = ReadPart(lexer, token, open);
            if (part.Kind is ListPartKind.Element or ListPartKind.Comma)
            {
                var comma = part.Kind == ListPartKind.Comma;
                element = comma == element
                    ? !comma
                    : throw lexer.Malformed(token.Start, element ? "expected ',' or ']'" : "expected a plain string or ']'");
            }

            parts.Add(part);
            token = lexer.Next();
        }

        var end = NextPart(lexer);
        if (end.Kind is not (HclTokenKind.Newline or HclTokenKind.LineComment or HclTokenKind.End))
        {
            throw TfvarsProblem.NotEditable(lexer.Content, end.Start, "expected a new line after the list");
        }

        return new ListSource(open.End, parts, TfvarsSyntax.Hcl);
    }

    private static ListPart ReadPart(HclLexer lexer, HclToken token, HclToken open) => token.Kind switch
    {
        HclTokenKind.String => new(
            ListPartKind.Element, token.Start, token.End, HclString.Decode(lexer.Content[token.Start..token.End])),
        HclTokenKind.Comma => new(ListPartKind.Comma, token.Start, token.End),
        HclTokenKind.Newline => new(ListPartKind.Newline, token.Start, token.End),
        HclTokenKind.LineComment => new(ListPartKind.LineComment, token.Start, token.End),
        HclTokenKind.BlockComment => new(ListPartKind.BlockComment, token.Start, token.End),
        HclTokenKind.End => throw lexer.Malformed(open.Start, "expected this bracket to be closed"),
        _ => throw TfvarsProblem.NotEditable(lexer.Content, token.Start, "expected a plain string"),
    };

    private static HclToken NextPart(HclLexer lexer)
    {
        var token = lexer.Next();
        while (token.Kind == HclTokenKind.BlockComment)
        {
            token = lexer.Next();
        }

        return token;
    }
}
