namespace Coffer.Aws.Connections;

/// <summary>
/// Follows how deep elements are nested, byte by byte. What looks like a tag within a comment, a section of characters, an instruction or
/// an attribute is none: a reader would not count it either. Of a document that is no XML, the count may be anything.
/// </summary>
/// <param name="most">The greatest depth.</param>
internal sealed class XmlDepth(int most)
{
    private static readonly byte[] CommentStart = [.. "!--"u8];
    private static readonly byte[] CommentEnd = [.. "-->"u8];
    private static readonly byte[] CharactersStart = [.. "![CDATA["u8];
    private static readonly byte[] CharactersEnd = [.. "]]>"u8];
    private static readonly byte[] InstructionEnd = [.. "?>"u8];
    private static readonly byte[] DeclarationEnd = [.. ">"u8];

    private readonly List<byte> opened = [];
    private int depth;
    private byte last;
    private byte quote;
    private Within within;
    private byte[] end = [];
    private int ended;

    private enum Within
    {
        Text,
        Opening,
        Element,
        Other,
    }

    /// <summary>Follows more of a document.</summary>
    /// <returns>False where it is too deep, or written in another encoding than AWS's: there, nothing could be counted.</returns>
    public bool Follow(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            if (next == 0 || !Take(next))
            {
                return false;
            }

            last = next;
        }

        return true;
    }

    private bool Take(byte next)
    {
        switch (within)
        {
            case Within.Text when next == '<':
                within = Within.Opening;
                opened.Clear();
                return true;
            case Within.Opening:
                return Open(next);
            case Within.Element:
                InElement(next);
                return true;
            case Within.Other:
                EndOther(next);
                return true;
            default:
                return true;
        }
    }

    // What begins with '<' is known by a few bytes, which may come one by one.
    private bool Open(byte next)
    {
        opened.Add(next);
        if (opened[0] == '!')
        {
            if (IsStart(CommentStart))
            {
                Begin(CommentEnd, opened.Count == CommentStart.Length);
            }
            else if (IsStart(CharactersStart))
            {
                Begin(CharactersEnd, opened.Count == CharactersStart.Length);
            }
            else
            {
                Begin(DeclarationEnd, isWhole: true);
                EndOther(next);
            }

            return true;
        }

        if (next == '?')
        {
            Begin(InstructionEnd, isWhole: true);
            return true;
        }

        if (next == '/')
        {
            depth--;
            Begin(DeclarationEnd, isWhole: true);
            return true;
        }

        within = Within.Element;
        quote = 0;
        return ++depth <= most;
    }

    private bool IsStart(byte[] start) => opened.Count <= start.Length && start.AsSpan().StartsWith([.. opened]);

    private void Begin(byte[] until, bool isWhole)
    {
        if (isWhole)
        {
            (within, end, ended) = (Within.Other, until, 0);
        }
    }

    private void EndOther(byte next)
    {
        // '--->' ends a comment, and ']]]>' a section: the byte before the last may come any number of times.
        ended = next == end[ended] ? ended + 1
            : ended == end.Length - 1 && ended > 0 && next == end[ended - 1] ? ended
            : next == end[0] ? 1
            : 0;
        within = ended == end.Length ? Within.Text : Within.Other;
    }

    private void InElement(byte next)
    {
        if (quote != 0)
        {
            quote = next == quote ? (byte)0 : quote;
        }
        else if (next is (byte)'"' or (byte)'\'')
        {
            quote = next;
        }
        else if (next == '>')
        {
            depth -= last == '/' ? 1 : 0;
            within = Within.Text;
        }
    }
}
