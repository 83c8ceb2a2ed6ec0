namespace Coffer.Core.Ports;

/// <summary>A file as Git's index or a commit has it.</summary>
/// <param name="Path">Relative to the repository's root, with slashes.</param>
/// <param name="Blob">The id of its content.</param>
/// <param name="Stage">0; of a file that is not merged, 1 for the common ancestor, 2 for ours, 3 for theirs.</param>
/// <param name="IsOnlyIntended">Whether it is promised by <c>git add -N</c>: a commit leaves it out.</param>
internal sealed record GitFile(string Path, string Blob, int Stage = 0, bool IsOnlyIntended = false);

/// <summary>That a path had a content.</summary>
/// <param name="Age">The greater, the longer ago.</param>
/// <param name="Path">Relative to the repository's root; relative to Git's top folder where it is outside of that root.</param>
/// <param name="Blob">The id of the content.</param>
/// <param name="Time">When it was committed; null for what a commit replaced, and for what is not committed.</param>
internal sealed record GitContent(int Age, string Path, string Blob, DateTimeOffset? Time = null);

/// <summary>Why a part of the history is not here.</summary>
internal enum GitGapKind
{
    /// <summary>The clone has the newest commits only.</summary>
    Shallow,

    /// <summary>The clone was made without objects that the history needs.</summary>
    Filtered,

    /// <summary>It takes longer than there was time for.</summary>
    Late,
}

/// <summary>That a part of the history is not here.</summary>
/// <param name="Place">The folder of the submodule whose history it is, with a slash at its end; empty for the repository's own.</param>
/// <param name="Kind">Why.</param>
internal sealed record GitGap(string Place, GitGapKind Kind);

/// <summary>
/// What Git knows of an environment's files. Only reads, and runs nothing that a repository's configuration names: no hooks,
/// no filters, no monitor. Every failure is a <see cref="CofferException"/>.
/// </summary>
internal interface IGit
{
    /// <summary>The files in the index, those in submodules too.</summary>
    IReadOnlyList<GitFile> Index { get; }

    /// <summary>The files of the last commit, those in submodules too; none before the first one.</summary>
    IReadOnlyList<GitFile> Head { get; }

    /// <summary>What the files held in the past, as far back as a limit of commits and of time goes; newest first.</summary>
    IReadOnlyList<GitContent> History { get; }

    /// <summary>Where Git has less of the history than the limit allows; nothing where all is here.</summary>
    IReadOnlyList<GitGap> Gaps { get; }

    /// <summary>Which paths are ignored, and the rule that does it (<c>file:line:pattern</c>).</summary>
    IReadOnlyDictionary<string, string> Ignored(IReadOnlyCollection<string> paths);

    /// <summary>
    /// The attributes of paths that are asked for, by path and name; <c>set</c>, <c>unset</c>, <c>unspecified</c> or a value.
    /// </summary>
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Attributes(
        IReadOnlyCollection<string> paths, IReadOnlyCollection<string> names);

    /// <summary>The content of files of the index or of a commit, by their paths.</summary>
    IReadOnlyDictionary<string, byte[]> Contents(IReadOnlyCollection<GitFile> files);

    /// <summary>The id that Git gives a content without any conversion.</summary>
    string BlobOf(ReadOnlySpan<byte> content);
}
