namespace Coffer.Tfvars;

/// <summary>
/// Puts an element into a list in the style of its neighbours. <see cref="ListRemoval"/> undoes each of the cases to
/// the byte, so the two change together.
/// </summary>
internal sealed class ListInsertion(ListLayout layout, string literal)
{
    private const string DefaultSeparator = ", ";
    private const string DefaultIndent = "  ";

    public IEnumerable<TextEdit> Before(int index)
    {
        var element = layout.Elements[index];
        var sharesLine = element.NewlineAfter is null && index + 1 < layout.Elements.Count;
        var commented = element.UnitStart < element.HeadStart;
        if (element.NewlineBeforeUnit is { } newline && (commented || !(sharesLine || element.CommaOnLaterLine)))
        {
            return [Line(newline, layout.Indent(newline), ",")];
        }

        var separator = layout.Separator(element.BeginsLine ? index + 1 : Math.Max(index, 1));
        return [TextEdit.Insert(element.UnitStart, literal + (separator ?? DefaultSeparator))];
    }

    public IEnumerable<TextEdit> AtEnd()
    {
        if (layout.Elements.Count == 0)
        {
            return [IntoEmpty()];
        }

        var last = layout.Elements[^1];
        if (last is { OwnsLine: true, NewlineBefore: { } before, NewlineAfter: { } after })
        {
            var line = Line(after, layout.Indent(before), last.Comma < 0 ? "" : ",");
            return last.Comma < 0 ? [TextEdit.Insert(last.End, ","), line] : [line];
        }

        // Before a trailing comma and before a comment at the end of the line, both of which stay the last.
        var separator = last.NewlineBefore is { } newline
            ? "," + NewlineText(newline) + layout.Indent(newline)
            : layout.Separator(layout.Elements.Count - 1) ?? DefaultSeparator;
        return [TextEdit.Insert(last.UnitEnd, separator + literal)];
    }

    private TextEdit IntoEmpty()
    {
        if (layout.Parts is not [.., { Kind: ListPartKind.Newline } newline])
        {
            var blank = layout.Text(layout.List.Open, layout.List.Open + 1) is " " or "\t" ? " " : "";
            return TextEdit.Insert(layout.List.Open, blank + literal);
        }

        var hcl = layout.List.Syntax == TfvarsSyntax.Hcl;
        return Line(newline, EmptyIndent(newline, hcl), hcl ? "," : "");
    }

    /// <summary>As far as a comment inside, or else one step further than the closing bracket.</summary>
    private string EmptyIndent(ListPart beforeClose, bool hcl)
    {
        for (var i = layout.Parts.Count - 1; i > 0; i--)
        {
            if (layout.Parts[i].IsComment && layout.Parts[i - 1].Kind == ListPartKind.Newline)
            {
                return layout.Indent(layout.Parts[i - 1]);
            }
        }

        // In JSON the bracket is one step in already, and so shows how wide a step is.
        var close = layout.Indent(beforeClose);
        return close + (hcl || close.Length == 0 ? DefaultIndent : close);
    }

    private TextEdit Line(ListPart newline, string indent, string comma) =>
        TextEdit.Insert(newline.End, indent + literal + comma + NewlineText(newline));

    private string NewlineText(ListPart newline) => layout.Text(newline.Start, newline.End);
}
