namespace Coffer.Cli.Git;

/// <summary>Where a repository of Git is, as the folders show it before Git is asked.</summary>
internal static class GitPlace
{
    /// <summary>
    /// A repository's own folder, in which Git finds none: its HEAD cannot be read, or says what no HEAD says. Where Git was told not to
    /// look up so far, that is its answer.
    /// </summary>
    public static bool IsBroken(string folder) =>
        Above(folder) is { } at
        && !IsBelowCeiling(folder, at)
        && SafeFile.KindOf(Path.Combine(at, ".git")) == FileKind.Folder
        && SafeFile.KindOf(Path.Combine(at, ".git", "HEAD")) != FileKind.Missing
        && SafeFile.KindOf(Path.Combine(at, ".git", "objects")) != FileKind.Missing;

    // Git looks neither into a folder that the variable names nor above it: https://git-scm.com/docs/git#Documentation/git.txt
    private static bool IsBelowCeiling(string folder, string at) =>
        (Environment.GetEnvironmentVariable("GIT_CEILING_DIRECTORIES") ?? "").Split(':').Select(path => path.TrimEnd('/'))
            .Any(path => folder.StartsWith($"{path}/", StringComparison.Ordinal)
                && $"{path}/".StartsWith($"{at}/", StringComparison.Ordinal));

    private static string? Above(string folder)
    {
        var at = folder;
        while (at is not null && SafeFile.KindOf(Path.Combine(at, ".git")) == FileKind.Missing)
        {
            at = Path.GetDirectoryName(at);
        }

        return at;
    }

    /// <summary>Why there is nothing to ask: where there is no work tree, no process has to be started to learn it.</summary>
    public static string? Obstacle(string folder) => Above(folder) is null ? "there is no Git repository here"
        : GitProgram.Path is null ? "git is not on the PATH"
        : null;
}
