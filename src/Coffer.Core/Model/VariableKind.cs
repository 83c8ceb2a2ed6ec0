namespace Coffer.Core.Model;

/// <summary>A kind of variables that steer programs.</summary>
/// <param name="Reason">What such a variable does, for a message: <c>Node reads it</c>.</param>
/// <param name="Witness">A real name of the kind.</param>
/// <param name="Patterns">Its names; one star, at the beginning or the end, stands for anything. Upper case.</param>
internal sealed record VariableKind(string Reason, string Witness, params string[] Patterns)
{
    /// <summary>Patterns of names that are of the kind by their look and steer nothing.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether a name is of the kind.</summary>
    public bool Has(string upper) => Patterns.Any(pattern => Matches(pattern, upper)) && !Except.Any(pattern => Matches(pattern, upper));

    private static bool Matches(string pattern, string name) =>
        pattern[^1] == '*' ? name.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.Ordinal)
        : pattern[0] == '*' ? name.AsSpan().EndsWith(pattern.AsSpan(1..), StringComparison.Ordinal)
        : name == pattern;
}
