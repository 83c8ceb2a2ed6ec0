namespace Coffer.Tfvars;

/// <summary>
/// Puts the elements of a list in order. Without comments only the names change places. With comments, an element moves with its line
/// and with the comment lines directly above it, as <see cref="ListInsertion"/> sees them.
/// </summary>
internal sealed class ListSorting(ListLayout layout)
{
    /// <summary>The edits; null where a comment could belong to more than one element.</summary>
    public IEnumerable<TextEdit>? Edits()
    {
        if (!layout.Parts.Any(part => part.IsComment))
        {
            return Permuted(element => (element.Start, element.End), element => layout.Text(element.Start, element.End));
        }

        var ownLines = layout.List.Syntax == TfvarsSyntax.Hcl && layout.Elements.All(element => element.OwnsLine);
        return ownLines ? Permuted(Lines, LinesWithComma) : null;
    }

    private static (int Start, int End) Lines(ListElement element) =>
        (element.NewlineBeforeUnit!.Value.End, element.NewlineAfter!.Value.End);

    // The last one may have none, and is to be the last no longer.
    private string LinesWithComma(ListElement element)
    {
        var (start, end) = Lines(element);
        return element.Comma >= 0
            ? layout.Text(start, end)
            : $"{layout.Text(start, element.End)},{layout.Text(element.End, end)}";
    }

    private IEnumerable<TextEdit> Permuted(Func<ListElement, (int Start, int End)> place, Func<ListElement, string> text) =>
        layout.Elements.Zip(
            layout.Elements.OrderBy(element => element.Value, StringComparer.Ordinal),
            (here, moved) => new TextEdit(place(here).Start, place(here).End, text(moved)));
}
