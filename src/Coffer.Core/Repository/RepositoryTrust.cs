using System.Runtime.Versioning;
using Coffer.Core.Configuration;
using Coffer.Core.Model;

namespace Coffer.Core.Repository;

/// <summary>
/// Whether what was found on the way through folders is the caller's. A file that another user plants in a folder above would
/// name the key that the next secret is sealed under. The rule is Git's (CVE-2022-24765), and a file must not be writable by others
/// either. On Windows nothing is looked at, on macOS the mode alone.
/// </summary>
internal sealed class RepositoryTrust
{
    /// <summary>Names repositories that are trusted, their owner apart; nothing in a repository can set it.</summary>
    public const string Variable = "COFFER_SAFE_DIRECTORY";

    private const string Everything = "*";

    private readonly HashSet<uint> trusted;
    private readonly string[] safe;
    private readonly Func<Accounts> accounts;

    private RepositoryTrust(HashSet<uint> trusted, string[] safe, Func<Accounts> accounts)
    {
        this.trusted = trusted;
        this.safe = safe;
        this.accounts = accounts;
    }

    /// <summary>The trust of the one who runs this process.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for a variable that cannot be used.</exception>
    public static RepositoryTrust Of(Func<string, string?> variable) =>
        For(OperatingSystem.IsLinux() ? Posix.EffectiveUser() : null, variable, Accounts.OfSystem);

    /// <summary>The trust of one user.</summary>
    /// <param name="caller">The user's number; null where the system has none.</param>
    /// <param name="variable">The environment's variables.</param>
    /// <param name="accounts">The system's users and groups, read where they are needed.</param>
    public static RepositoryTrust For(uint? caller, Func<string, string?> variable, Func<Accounts> accounts)
    {
        HashSet<uint> trusted = caller is { } user ? [user, 0] : [];

        // Only root can be the result of sudo; for anyone else the variable is somebody's word.
        if (caller == 0 && uint.TryParse(variable("SUDO_UID"), out var before))
        {
            trusted.Add(before);
        }

        return new RepositoryTrust(trusted, SafeDirectories(CofferVariables.Value(variable, Variable)), accounts);
    }

    /// <summary>Refuses a file or folder of a repository that is not the caller's; what does not exist is not refused.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the path, its owner and the mend.</exception>
    public void Require(string root, string path)
    {
        if (ProblemOf(path) is { } problem && !IsSafe(root))
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"'{AddressGrammar.Printable(path)}' {problem}: who can change it decides which key your secrets are sealed with",
                "give it to yourself alone ('chown', 'chmod go-w', 'setfacl -b'), or trust the repository: "
                    + $"{Variable}={AddressGrammar.Printable(root)}");
        }
    }

    /// <summary>What is wrong with a file of this status; null where it is the caller's.</summary>
    public string? ProblemOf(FileStatus status) =>
        !trusted.Contains(status.Owner) ? $"belongs to user {accounts().Describe(status.Owner)}, not to you"
        : status.Kind == FileKind.Link ? null
        : status.Mode.HasFlag(UnixFileMode.OtherWrite) ? "can be written by every user"
        : status.Mode.HasFlag(UnixFileMode.GroupWrite) && !accounts().IsGroupOf(status.Group, trusted)
            ? $"can be written by the group {accounts().DescribeGroup(status.Group)}"
        : null;

    private string? ProblemOf(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return ProblemOnLinux(path);
        }

        return SafeFile.KindOf(path, path) != FileKind.Missing
            && ((UnixFileMode)Disk.Own.PermissionsOf(path)).HasFlag(UnixFileMode.OtherWrite)
            ? "can be written by every user"
            : null;
    }

    [SupportedOSPlatform("linux")]
    private string? ListProblemOf(FileStatus status, string path)
    {
        if (status.Kind == FileKind.Link || !status.Mode.HasFlag(UnixFileMode.GroupWrite))
        {
            return null;
        }

        var strangers = SafeFile.Asking(path, () => AccessList.WritersOf(path).ToList())
            .Where(writer => writer.IsGroup ? !accounts().IsGroupOf(writer.Number, trusted) : !trusted.Contains(writer.Number));
        return strangers.Select(writer => writer.IsGroup
            ? $"can be written by the group {accounts().DescribeGroup(writer.Number)}, as its access control list says"
            : $"can be written by user {accounts().Describe(writer.Number)}, as its access control list says").FirstOrDefault();
    }

    [SupportedOSPlatform("linux")]
    private string? ProblemOnLinux(string path) => Statuses(path).OfType<FileStatus>()
        .Select(status => ProblemOf(status) ?? ListProblemOf(status, path))
        .FirstOrDefault(problem => problem is not null);

    // Of a link, both it and what it leads to: a root may be given as one.
    [SupportedOSPlatform("linux")]
    private static FileStatus?[] Statuses(string path) =>
        SafeFile.Asking<FileStatus?[]>(path, () => [Posix.StatusOf(path), Posix.StatusOfTarget(path)]);

    private bool IsSafe(string root) => safe.Any(folder => folder == Everything || IsSame(folder, root));

    private static bool IsSame(string folder, string other) =>
        OperatingSystem.IsLinux() ? IsSameOnLinux(folder, other) : Path.TrimEndingDirectorySeparator(folder) == other;

    [SupportedOSPlatform("linux")]
    private static bool IsSameOnLinux(string folder, string other) =>
        SafeFile.Asking(folder, () => (Posix.StatusOfTarget(folder), Posix.StatusOfTarget(other))) is ({ } one, { } two)
            && one.IsSameFileAs(two);

    private static string[] SafeDirectories(string? value)
    {
        if (value is null)
        {
            return [];
        }

        var folders = value.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Length > 0 && folders.All(folder => folder == Everything || Path.IsPathRooted(folder))
            ? folders
            : throw new CofferException(
                ErrorCode.Configuration,
                $"{Variable} is not a list of absolute folders",
                $"separate them by '{Path.PathSeparator}'; '{Everything}' means all; or take the variable away");
    }
}
