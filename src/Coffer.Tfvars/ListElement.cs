namespace Coffer.Tfvars;

/// <summary>An element of the list and the bytes that go with it. Offsets are −1 where there is nothing to point to.</summary>
internal sealed record ListElement
{
    public required string Value { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>Start of the comments before it on its own line, or of itself.</summary>
    public required int HeadStart { get; init; }

    /// <summary>Start of the comment lines directly above it, or <see cref="HeadStart"/>.</summary>
    public required int UnitStart { get; init; }

    /// <summary>End of the block comments between it and its comma, or of itself.</summary>
    public required int UnitEnd { get; init; }

    /// <summary>The newline before it, where it begins its line.</summary>
    public required ListPart? NewlineBefore { get; init; }

    /// <summary>The newline before its comment lines, where it begins its line.</summary>
    public required ListPart? NewlineBeforeUnit { get; init; }

    /// <summary>The first newline between it and the next element or the closing bracket.</summary>
    public required ListPart? NewlineAfter { get; init; }

    /// <summary>Offset of the comma after it.</summary>
    public required int Comma { get; init; }

    public bool BeginsLine => NewlineBefore is not null;

    /// <summary>Whether its comma stands on a later line: the style that puts commas first.</summary>
    public bool CommaOnLaterLine => NewlineAfter is { } newline && Comma > newline.Start;

    /// <summary>Whether lines can be put in and taken out around it.</summary>
    public bool OwnsLine => BeginsLine && NewlineAfter is not null && !CommaOnLaterLine;
}
