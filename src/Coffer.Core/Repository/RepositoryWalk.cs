using System.Runtime.Versioning;

namespace Coffer.Core.Repository;

/// <summary>
/// The folders in which <c>coffer.json</c> is looked for: a folder and those above it, up to the top of the Git work tree, the home
/// folder, or the border of the file system, whichever comes first. What is above them is not the caller's project.
/// </summary>
internal static class RepositoryWalk
{
    private const string GitFolder = ".git";

    /// <summary>The folders, from the inside out.</summary>
    public static IEnumerable<string> From(string folder, Func<string, string?> variable)
    {
        var home = variable("HOME") ?? variable("USERPROFILE");
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
            if (SafeFile.KindOf(Path.Combine(at, GitFolder)) != FileKind.Missing || IsSame(at, home) || IsTopOfFileSystem(at))
            {
                yield break;
            }
        }
    }

    private static bool IsSame(string folder, string? home) => home is { Length: > 0 }
        && (OperatingSystem.IsLinux()
            ? IsSameOnLinux(folder, home)
            : folder == Path.TrimEndingDirectorySeparator(home));

    [SupportedOSPlatform("linux")]
    private static bool IsSameOnLinux(string folder, string home) =>
        SafeFile.Asking(home, () => (Posix.StatusOfTarget(folder), Posix.StatusOfTarget(home))) is ({ } one, { } two)
            && one.IsSameFileAs(two);

    private static bool IsTopOfFileSystem(string folder) =>
        OperatingSystem.IsLinux() && Path.GetDirectoryName(folder) is { } above && IsBorder(above, folder);

    [SupportedOSPlatform("linux")]
    private static bool IsBorder(string above, string folder) =>
        SafeFile.Asking(above, () => (Posix.StatusOfTarget(above), Posix.StatusOfTarget(folder))) is ({ } outer, { } inner)
            && outer.Device != inner.Device;
}
