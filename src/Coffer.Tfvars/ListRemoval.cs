namespace Coffer.Tfvars;

/// <summary>
/// Takes an element out of a list: with its line and the comment at the end of it where it has a line of its own,
/// else with one separator. Comment lines above stay: they may speak of the elements below too.
/// </summary>
internal sealed class ListRemoval(ListLayout layout)
{
    public IEnumerable<TextEdit> At(int index)
    {
        var element = layout.Elements[index];
        var previous = index > 0 ? layout.Elements[index - 1] : null;
        var next = index + 1 < layout.Elements.Count ? layout.Elements[index + 1] : null;
        if (element is { OwnsLine: true, NewlineBefore: { } before, NewlineAfter: { } after })
        {
            var line = TextEdit.Remove(before.End, after.End);
            return element.Comma < 0 && previous is not null ? [Comma(previous), line] : [line];
        }

        if (previous is not null && (next is null || EndsSharedLine(previous, element)))
        {
            // With the separator before it: what follows on the line, a comment too, is not only about this element.
            return HasComments(previous.UnitEnd, element.HeadStart)
                ? [Comma(previous), TextEdit.Remove(EndBefore(element.HeadStart), element.UnitEnd)]
                : [TextEdit.Remove(previous.UnitEnd, element.UnitEnd)];
        }

        if (next is not null)
        {
            return element.NewlineAfter is { } newline && HasComments(newline.End, next.UnitStart)
                ? [TextEdit.Remove(element.HeadStart, element.UnitEnd), Comma(element)]
                : [TextEdit.Remove(element.HeadStart, next.UnitStart)];
        }

        var only = TextEdit.Remove(EndBefore(element.Start), element.End);
        return element.Comma < 0 ? [only] : [only, Comma(element)];
    }

    private static bool EndsSharedLine(ListElement previous, ListElement element) =>
        previous.NewlineAfter is null && element.NewlineAfter is not null;

    private static TextEdit Comma(ListElement element) => TextEdit.Remove(element.Comma, element.Comma + 1);

    /// <summary>Whether comments stand there that are not about the element which goes.</summary>
    private bool HasComments(int start, int end) =>
        layout.Parts.Any(part => part.IsComment && part.Start >= start && part.End <= end);

    /// <summary>End of the part that comes before an offset, or of the opening bracket.</summary>
    private int EndBefore(int offset) =>
        layout.Parts.LastOrDefault(part => part.End <= offset, new ListPart(default, 0, layout.List.Open)).End;
}
