namespace Coffer.Core.Repository;

/// <summary>Something below an environment's folder.</summary>
/// <param name="Path">Relative to the repository's root, with slashes.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct RepositoryEntry(string Path, string FullPath, FileKind Kind)
{
    // What is shown for bytes that are not UTF-8. Such a name cannot be opened, and Git and Terraform take it: it must not
    // be passed over. No secret's name has this character itself.
    private const char NotUnicode = '\uFFFD';

    // A folder in a submodule, or in a work tree of its own, a file. Git takes nothing of this name, wherever it is.
    private const string Git = ".git";

    /// <summary>Everything below a folder but the folders themselves, and but Git's own; links are named and not entered.</summary>
    public static IEnumerable<RepositoryEntry> Below(string folder, string path)
    {
        var kind = SafeFile.KindOf(folder, path);
        if (kind != FileKind.Folder)
        {
            if (kind != FileKind.Missing)
            {
                yield return new RepositoryEntry(path, folder, kind);
            }

            yield break;
        }

        foreach (var name in SafeFile.NamesIn(folder, path).Where(name => name != Git))
        {
            if (name.Contains(NotUnicode, StringComparison.Ordinal))
            {
                yield return new RepositoryEntry($"{path}/{name}", System.IO.Path.Combine(folder, name), FileKind.Missing);
                continue;
            }

            foreach (var entry in Below(System.IO.Path.Combine(folder, name), $"{path}/{name}"))
            {
                yield return entry;
            }
        }
    }
}
