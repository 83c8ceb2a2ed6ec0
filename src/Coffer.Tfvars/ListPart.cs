namespace Coffer.Tfvars;

/// <summary>What stands between the brackets of a list; blanks are what lies between the parts.</summary>
internal enum ListPartKind
{
    Element,
    Comma,
    LineComment,
    BlockComment,
    Newline,
}

/// <summary>One part of a list: its bytes from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte in the file.</param>
/// <param name="End">Offset after its last byte.</param>
/// <param name="Value">The decoded value of an element.</param>
internal readonly record struct ListPart(ListPartKind Kind, int Start, int End, string Value = "")
{
    public bool IsComment => Kind is ListPartKind.LineComment or ListPartKind.BlockComment;
}
