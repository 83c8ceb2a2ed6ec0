using System.Text;

namespace Coffer.Tfvars;

/// <summary>
/// Cuts a file into the tokens of the HCL native syntax
/// (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, "Lexical Elements"). A whole string is one token.
/// </summary>
internal sealed class HclLexer(ReadOnlyMemory<byte> content, int start)
{
    // Only templates nest here; a limit keeps a hostile file from exhausting the stack.
    private const int MaximumNesting = 100;

    private static readonly string[] Operators =
        ["...", "==", "!=", ">=", "<=", "&&", "||", "::", "=>", ".", "*", "/", "%", "+", "-", "=", "<", ">", "!", "?", ":"];

    private int nesting;

    public int Position { get; set; } = start;

    public ReadOnlySpan<byte> Content => content.Span;

    public ReadOnlySpan<byte> Rest => content.Span[Position..];

    public HclToken Next()
    {
        while (Position < Content.Length && Content[Position] is (byte)' ' or (byte)'\t')
        {
            Position++;
        }

        var begin = Position;
        var kind = Read();
        return new HclToken(kind, begin, Position);
    }

    public bool Is(HclToken token, ReadOnlySpan<byte> text) => Content[token.Start..token.End].SequenceEqual(text);

    public TfvarsException Malformed(int offset, string cause) => TfvarsProblem.Malformed(Content, offset, cause);

    /// <summary>Goes past the bracket that closes the one that was just read.</summary>
    public void SkipToClose(HclToken open)
    {
        var closers = new Stack<byte>();
        closers.Push(Closer(Content[open.End - 1]));
        var template = open.End - open.Start > 1;
        while (closers.Count > 0)
        {
            var token = Next();
            if (token.Kind == HclTokenKind.End)
            {
                throw Malformed(open.Start, "expected this bracket to be closed");
            }

            if (token.Kind == HclTokenKind.Open)
            {
                closers.Push(Closer(Content[token.Start]));
            }
            else if (token.Kind == HclTokenKind.Close)
            {
                var trims = token.End - token.Start > 1;
                if (closers.Pop() != Content[token.End - 1] || (trims && !(template && closers.Count == 0)))
                {
                    throw Malformed(token.Start, "expected another closing bracket");
                }
            }
        }
    }

    /// <summary>Goes past <c>${…}</c> or <c>%{…}</c>, whose first two bytes are next.</summary>
    public void SkipInterpolation()
    {
        if (++nesting > MaximumNesting)
        {
            throw Malformed(Position, "expected less nesting of templates");
        }

        var open = new HclToken(HclTokenKind.Open, Position, Position + 2);
        Position = Rest is [_, _, (byte)'~', ..] ? Position + 3 : Position + 2;
        SkipToClose(open);
        nesting--;
    }

    private static byte Closer(byte open) => open switch { (byte)'(' => (byte)')', (byte)'[' => (byte)']', _ => (byte)'}' };

    private HclTokenKind Read() => Rest switch
    {
        [] => HclTokenKind.End,
        [(byte)'\n', ..] => Take(1, HclTokenKind.Newline),
        [(byte)'\r', (byte)'\n', ..] => Take(2, HclTokenKind.Newline),
        [(byte)'#', ..] or [(byte)'/', (byte)'/', ..] => LineComment(),
        [(byte)'/', (byte)'*', ..] => BlockComment(),
        [(byte)'"', ..] => HclString.Skip(this),
        [(byte)'<', (byte)'<', ..] => HclHeredoc.Skip(this),
        [(byte)'~', (byte)'}', ..] => Take(2, HclTokenKind.Close),
        [(byte)'(' or (byte)'[' or (byte)'{', ..] => Take(1, HclTokenKind.Open),
        [(byte)')' or (byte)']' or (byte)'}', ..] => Take(1, HclTokenKind.Close),
        [(byte)',', ..] => Take(1, HclTokenKind.Comma),
        [>= (byte)'0' and <= (byte)'9', ..] => Take(HclWord.NumberLength(Rest), HclTokenKind.Number),
        _ => Word(),
    };

    private HclTokenKind Take(int length, HclTokenKind kind)
    {
        Position += length;
        return kind;
    }

    private HclTokenKind LineComment()
    {
        var newline = Rest.IndexOf((byte)'\n');
        var length = newline < 0 ? Rest.Length : newline;
        return Take(newline > 0 && Rest[newline - 1] == '\r' ? length - 1 : length, HclTokenKind.LineComment);
    }

    private HclTokenKind BlockComment()
    {
        var close = Rest[2..].IndexOf("*/"u8);
        return close < 0
            ? throw Malformed(Position, "expected this comment to be closed")
            : Take(close + 4, HclTokenKind.BlockComment);
    }

    private HclTokenKind Word()
    {
        var length = HclWord.IdentifierLength(Rest);
        if (length > 0)
        {
            return Take(length, HclTokenKind.Identifier);
        }

        foreach (var text in Operators)
        {
            if (Rest.Length >= text.Length && Ascii.Equals(Rest[..text.Length], text))
            {
                return Take(text.Length, HclTokenKind.Operator);
            }
        }

        throw Malformed(Position, "expected a character that HCL knows");
    }
}
