namespace Coffer.Tfvars;

/// <summary>The list as it stands in the file, the same for both syntaxes.</summary>
/// <param name="Open">Offset after the opening bracket.</param>
/// <param name="Parts">All between the brackets, in order.</param>
/// <param name="Syntax">Decides what a first line of a list looks like.</param>
internal sealed record ListSource(int Open, IReadOnlyList<ListPart> Parts, TfvarsSyntax Syntax);
