using System.Text.RegularExpressions;

namespace Coffer.Core.Tests.Architecture;

/// <summary>
/// The paths of this repository that a page of documentation names: in code marks where they start at a folder of the
/// root, and as the target of a link. An address such as <c>staging/api/db-password</c> is neither.
/// </summary>
internal static partial class DocumentedPaths
{
    /// <summary>The paths, relative to the root, in a page in <paramref name="folder"/>, also relative to the root.</summary>
    public static IEnumerable<string> In(string page, string folder) =>
        InCode().Matches(page).Select(match => match.Groups[1].Value.TrimEnd('/'))
            .Concat(InLinks().Matches(page).Select(match => match.Groups[1].Value)
                .Where(target => !target.Contains("://", StringComparison.Ordinal)
                    && !target.StartsWith("mailto:", StringComparison.Ordinal))
                .Select(target => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, target)))))
            .Distinct();

    /// <summary>Whether a path exists; one with a star, where something matches its last segment.</summary>
    public static bool Exists(string root, string path)
    {
        var full = Path.Combine(root, path);
        var star = path.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return File.Exists(full) || Directory.Exists(full);
        }

        var folder = Path.Combine(root, Path.GetDirectoryName(path[..star])!);
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(path)).Any();
    }

    [GeneratedRegex(@"`((?:src|tests|docs|examples|terraform|spec|bench|\.ci|\.github)/[A-Za-z0-9_./*-]*)`")]
    private static partial Regex InCode();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")]
    private static partial Regex InLinks();
}
