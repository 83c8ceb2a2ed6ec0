namespace Coffer.Cli.Scaffolding;

/// <summary>A file that <c>init</c> writes where none is.</summary>
/// <param name="Path">Relative to the repository's root, with slashes.</param>
/// <param name="Content">Its text.</param>
internal sealed record ScaffoldFile(string Path, string Content)
{
    /// <summary>Whether it is a program.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>The lines without which a file of somebody's own, in its place, does not do what it is for.</summary>
    public IReadOnlyList<string> NeededLines { get; init; } = [];
}
