using System.Buffers;
using System.Text;

namespace Coffer.Cli.Exchange;

/// <summary>
/// Reads dotenv files: what node's dotenv, docker compose and python-dotenv read the same way, so; elsewhere as python-dotenv does, and
/// the entry says that it is ambiguous. Nothing is replaced: <c>$NAME</c> stays <c>$NAME</c>.
/// </summary>
internal ref struct DotenvReader
{
    /// <summary>What stands before a secret's name in the comment above its line.</summary>
    public const string NameMark = "# coffer: ";

    private const string NotALine = "it is neither NAME=VALUE nor a comment";

    private static readonly SearchValues<byte> ReadDifferently = SearchValues.Create("#$\\'\"`"u8);

    private readonly ReadOnlySpan<byte> text;
    private readonly Entries entries;
    private readonly SecretBuffer value;
    private int at;
    private int line = 1;
    private bool ambiguous;

    private DotenvReader(ReadOnlySpan<byte> text, Entries entries, SecretBuffer value)
    {
        this.text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        this.entries = entries;
        this.value = value;
    }

    private readonly bool IsAtEnd => at == text.Length;

    private readonly byte Next => at < text.Length ? text[at] : (byte)'\n';

    /// <summary>Reads all lines.</summary>
    /// <exception cref="ExchangeException">With the line.</exception>
    public static void Read(ReadOnlySpan<byte> text, Entries entries)
    {
        using var value = new SecretBuffer();
        new DotenvReader(text, entries, value).ReadAll();
    }

    private void ReadAll()
    {
        string? name = null;
        while (true)
        {
            SkipBlankLines();
            if (IsAtEnd)
            {
                return;
            }

            if (Next == '#')
            {
                name = NameIn(RestOfLine());
            }
            else
            {
                ReadEntry(name);
                name = null;
            }
        }
    }

    private void ReadEntry(string? name)
    {
        var start = line;
        var key = ReadKey();
        value.Clear();
        ambiguous = false;
        switch (Next)
        {
            case (byte)'\'':
            case (byte)'"':
            case (byte)'`':
                ReadQuoted(Next);
                break;
            default:
                ReadPlain();
                break;
        }

        entries.Add(new ExchangeEntry(key, SecretValue.CopyOf(value.Written), start, name, ambiguous));
    }

    private string ReadKey()
    {
        if (text[at..].StartsWith("export"u8) && at + 6 < text.Length && text[at + 6] is (byte)' ' or (byte)'\t')
        {
            at += 6;
            SkipBlanks();
        }

        var start = at;
        while (IsOfKey(Next))
        {
            at++;
        }

        var key = Encoding.ASCII.GetString(text[start..at]);
        SkipBlanks();
        if (key.Length == 0 || Next != '=')
        {
            throw new ExchangeException(line, NotALine);
        }

        at++;
        SkipBlanks();
        return key;
    }

    private void ReadQuoted(byte quote)
    {
        var start = line;
        at++;
        ambiguous = quote == '`';
        while (Next != quote || IsAtEnd)
        {
            if (IsAtEnd)
            {
                throw new ExchangeException(start, "the quote that begins the value has no end");
            }

            ReadQuotedByte(quote);
        }

        at++;
        SkipBlanks();
        if (Next == '#')
        {
            _ = RestOfLine();
        }
        else if (Next is not ((byte)'\n' or (byte)'\r'))
        {
            throw new ExchangeException(line, "something stands after the quote that ends the value");
        }
    }

    private void ReadQuotedByte(byte quote)
    {
        var (here, after) = (text[at], at + 1 < text.Length ? text[at + 1] : (byte)0);
        ambiguous |= here == '$' && (quote == '"' || after == '{');
        if (here == '\\' && quote != '`' && Escapes.Decode(quote, after) is { } decoded)
        {
            ambiguous |= !Escapes.IsCommon(quote, after);
            value.Add(decoded);
            at += 2;
            return;
        }

        ambiguous |= here == '\\' && (quote == '"' || after is (byte)'\\');
        at++;
        line += here == '\n' ? 1 : 0;

        // A file of Windows: every reader takes its line ends for plain ones.
        if (here != '\r' || after != '\n')
        {
            value.Add(here);
        }
    }

    private void ReadPlain()
    {
        var rest = RestOfLine();
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '#' && (i == 0 || rest[i - 1] is (byte)' ' or (byte)'\t'))
            {
                rest = rest[..i];
            }
        }

        rest = rest.TrimEnd(" \t\r"u8);
        ambiguous = rest.ContainsAny(ReadDifferently);
        value.Add(rest);
    }

    private ReadOnlySpan<byte> RestOfLine()
    {
        var rest = text[at..];
        var end = rest.IndexOf((byte)'\n');
        rest = end < 0 ? rest : rest[..end];
        at += rest.Length;
        return rest;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && Next is (byte)' ' or (byte)'\t')
        {
            at++;
        }
    }

    private void SkipBlankLines()
    {
        for (; !IsAtEnd && Next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'; at++)
        {
            line += Next == '\n' ? 1 : 0;
        }
    }

    private static string? NameIn(ReadOnlySpan<byte> comment)
    {
        var text = Encoding.UTF8.GetString(comment.TrimEnd(" \t\r"u8));
        return text.StartsWith(NameMark, StringComparison.Ordinal) ? text[NameMark.Length..].Trim() : null;
    }

    // A secret's name, too: '-', '.' and '/'.
    private static bool IsOfKey(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'/';
}
