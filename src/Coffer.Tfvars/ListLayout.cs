using System.Text;

namespace Coffer.Tfvars;

/// <summary>The parts of a list put in relation: which comments, commas and lines go with which element.</summary>
internal sealed class ListLayout
{
    private readonly ReadOnlyMemory<byte> content;

    public ListLayout(ReadOnlyMemory<byte> content, ListSource list)
    {
        this.content = content;
        List = list;
        Elements = [.. Enumerable.Range(0, Parts.Count).Where(i => Parts[i].Kind == ListPartKind.Element).Select(Describe)];
    }

    public ListSource List { get; }

    public IReadOnlyList<ListPart> Parts => List.Parts;

    public IReadOnlyList<ListElement> Elements { get; }

    public string Text(int start, int end) => Encoding.UTF8.GetString(content.Span[start..end]);

    /// <summary>The blanks before the line of an element or of a comment above it.</summary>
    public string Indent(ListPart newline)
    {
        var line = content.Span[newline.End..];
        return Encoding.UTF8.GetString(line[..line.IndexOfAnyExcept((byte)' ', (byte)'\t')]);
    }

    /// <summary>
    /// What separates element <paramref name="index"/> from the one before, or null where it is not fit to be
    /// repeated: a comment or an empty line in it belongs to that one place.
    /// </summary>
    public string? Separator(int index)
    {
        if (index < 1 || index >= Elements.Count)
        {
            return null;
        }

        var (start, end) = (Elements[index - 1].End, Elements[index].Start);
        ListPart[] gap = [.. Parts.Where(part => part.Start >= start && part.End <= end)];
        var plain = !gap.Any(part => part.IsComment) && gap.Count(part => part.Kind == ListPartKind.Newline) <= 1;
        return plain ? Text(start, end) : null;
    }

    private ListElement Describe(int index)
    {
        var head = index;
        while (Kind(head - 1) == ListPartKind.BlockComment)
        {
            head--;
        }

        var begins = Kind(head - 1) == ListPartKind.Newline;
        var unit = begins ? FirstCommentLine(head) : head;
        var unitEnd = index;
        while (Kind(unitEnd + 1) == ListPartKind.BlockComment)
        {
            unitEnd++;
        }

        ListPart[] after = [.. Parts.Skip(index + 1).TakeWhile(part => part.Kind != ListPartKind.Element)];
        var element = Parts[index];
        return new ListElement
        {
            Value = element.Value,
            Start = element.Start,
            End = element.End,
            HeadStart = Parts[head].Start,
            UnitStart = Parts[unit].Start,
            UnitEnd = Parts[unitEnd].End,
            NewlineBefore = begins ? Parts[head - 1] : null,
            NewlineBeforeUnit = begins ? Parts[unit - 1] : null,
            NewlineAfter = First(after, ListPartKind.Newline),
            Comma = First(after, ListPartKind.Comma)?.Start ?? -1,
        };
    }

    /// <summary>The part that begins the comment lines directly above the line that begins at <paramref name="line"/>.</summary>
    private int FirstCommentLine(int line)
    {
        while (true)
        {
            var above = line - 1;
            while (above > 0 && Parts[above - 1].IsComment)
            {
                above--;
            }

            if (above == line - 1 || Kind(above - 1) != ListPartKind.Newline)
            {
                return line;
            }

            line = above;
        }
    }

    private ListPartKind? Kind(int index) => index >= 0 && index < Parts.Count ? Parts[index].Kind : null;

    private static ListPart? First(ListPart[] parts, ListPartKind kind) =>
        Array.FindIndex(parts, part => part.Kind == kind) is >= 0 and int index ? parts[index] : null;
}
