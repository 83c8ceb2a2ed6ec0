namespace Coffer.Core.Model;

/// <summary>
/// Variables that change how programs start, resolve names, trust servers or reach AWS. Who may add a secret must not thereby run code:
/// such a name is refused unless it is allowed by name. Kinds, and not names alone, as each program brings names of its own; it can still
/// never be complete (docs/threat-model.md), and a list of what is allowed is the better answer: <see cref="NameList"/>.
/// </summary>
internal static class DangerousVariables
{
    /// <summary>The kinds; the first that has a name tells the reason.</summary>
    public static IReadOnlyList<VariableKind> Kinds { get; } =
        [.. VariableFamilies.OfSystem, .. VariableFamilies.OfRuntimes, .. VariableFamilies.OfTools, .. VariableFamilies.ByLook];

    /// <summary>The kind that a variable is of, in any case: some programs read these names in lower case too.</summary>
    public static VariableKind? KindOf(string name)
    {
        var upper = name.ToUpperInvariant();
        return Kinds.FirstOrDefault(kind => kind.Has(upper));
    }
}
