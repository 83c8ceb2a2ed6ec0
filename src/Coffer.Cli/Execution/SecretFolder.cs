using System.Buffers;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>
/// Secrets as files in memory. The folder that was asked for is a link to a hidden one beside it: one rename makes all
/// files appear at once, and puts them in the place of an earlier run's.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class SecretFolder
{
    private const string LinkSuffix = ".link";
    private const int ParentLockAttempts = 500;
    private const int MarkLength = 16;

    private static readonly SearchValues<char> MarkCharacters = SearchValues.Create("0123456789abcdef");

    private readonly FolderAccess access;
    private readonly string parent;
    private readonly string prefix;
    private string? written;
    private string? shownBefore;
    private Dictionary<string, byte[]> filesBefore = [];
    private LinuxFile? held;

    private SecretFolder(string path, FolderAccess access)
    {
        this.access = access;
        Path = path;
        parent = System.IO.Path.GetDirectoryName(path)!;
        Places = new SecretPlaces(parent);
        prefix = $".{System.IO.Path.GetFileName(path)}.coffer-";
    }

    /// <summary>The folder that was asked for.</summary>
    public string Path { get; }

    /// <summary>Where large secrets are before <see cref="Write"/> gives them their names.</summary>
    public SecretPlaces Places { get; }

    /// <summary>A folder that can be written, as far as can be told before the secrets are there.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: not in memory, or not ours.</exception>
    public static SecretFolder At(string path, FolderAccess access)
    {
        var full = path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) ? "/" : Full(path).TrimEnd('/');
        if (full is "" or "/")
        {
            throw new CofferException(ErrorCode.Usage, "'--dir' names no folder to make", "for example --dir /dev/shm/secrets");
        }

        var folder = new SecretFolder(full, access);
        folder.RequireMemory();
        folder.RequireFreeOrOurs();
        return folder;
    }

    /// <summary>
    /// Writes all files, then shows them all at once. The files of a run before are kept in this process until execve: a run that is
    /// not started gives them back.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: nothing of it is left.</exception>
    public void Write(IReadOnlyDictionary<string, SecretAddress> files, Func<SecretAddress, SecretValue> valueOf)
    {
        written = System.IO.Path.Combine(parent, prefix + RandomNumberGenerator.GetHexString(MarkLength, lowercase: true));
        try
        {
            using (LockParent())
            {
                MemoryFolder.Make(written, access);

                // Tells the clean-up of others that somebody is at work in it.
                held = MemoryFolder.Lock(written);
            }

            foreach (var (name, address) in files)
            {
                using var file = Places.Give(address);
                if (file is not null)
                {
                    MemoryFolder.Place(written, name, file, access);
                }
                else
                {
                    MemoryFolder.Write(written, name, valueOf(address).Reveal(), access);
                }
            }

            TakePlace();
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            Remove();
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"the secrets cannot be written to '{Shown}': {Cause(exception)}",
                access.User is null
                    ? "nothing of them is left there; give the tmpfs more room, or look at who may write to it"
                    : "nothing of them is left there; '--owner' needs root with the capability CHOWN; and the tmpfs room",
                exception);
        }
    }

    // One at a time: of several starts, the last one's folder stays, and each removes those that were shown before.
    private void TakePlace()
    {
        using var alone = LockParent();
        shownBefore = Shows() is { } target ? System.IO.Path.Combine(parent, target) : null;
        Show(written!);
        held?.Dispose();
        if (alone is not null)
        {
            RemoveLeftOvers();
        }
    }

    /// <summary>Takes everything away again, and gives back what was there before: the command was not started.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: secrets are left in memory, where the message
    /// says.</exception>
    public void Remove()
    {
        if (written is null)
        {
            return;
        }

        using var alone = LockParent();

        try
        {
            GiveBack();
            MemoryFolder.Delete(written + LinkSuffix);
            MemoryFolder.Delete(written);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"the command was not started, and its secrets cannot be removed from '{AddressGrammar.Printable(written)}': "
                    + $"{FileTrouble.Cause(exception)}",
                $"remove that folder, and '{Shown}' if it leads there",
                exception);
        }
        finally
        {
            held?.Dispose();
        }
    }

    private void GiveBack()
    {
        if (Shows() != System.IO.Path.GetFileName(written))
        {
            return;
        }

        if (shownBefore is null)
        {
            Disk.Own.Delete(Path);
            return;
        }

        if (filesBefore.Count > 0)
        {
            MemoryFolder.Delete(shownBefore);
            MemoryFolder.Make(shownBefore, access);
        }

        foreach (var (name, content) in filesBefore)
        {
            MemoryFolder.Write(shownBefore, name, content, access);
        }

        Show(shownBefore);
    }

    /// <summary>The hidden folder that is shown; null where none is.</summary>
    private string? Shows() => Disk.Own.KindOf(Path, followLinks: false) == FileKind.Link ? Disk.Own.TargetOf(Path) : null;

    private void Show(string folder)
    {
        var link = written + LinkSuffix;
        Disk.Own.Delete(link);
        Posix.Require(Posix.MakeLink(System.IO.Path.GetFileName(folder), link));
        Posix.Require(Posix.Rename(link, Path));
    }

    private string Target() => SafeFile.Asking(Shown, () => Disk.Own.TargetOf(Path));

    // Only a relative path needs the current folder, which may be gone.
    private static string Full(string path) =>
        System.IO.Path.GetFullPath(path, System.IO.Path.IsPathRooted(path) ? "/" : SafeFile.CurrentFolder());

    private string Shown => AddressGrammar.Printable(Path);

    private static string Cause(Exception exception) =>
        exception is SystemCallException { Error: SystemError.NoRoom } ? "there is no room" : FileTrouble.Cause(exception);

    private void RequireMemory()
    {
        if (SafeFile.KindOf(parent, AddressGrammar.Printable(parent), followLinks: true) != FileKind.Folder)
        {
            throw new CofferException(
                ErrorCode.CannotWrite, "the folder in which '--dir' makes one is not there", "mount a tmpfs there, or use /dev/shm");
        }

        if (!SafeFile.Asking(AddressGrammar.Printable(parent), () => MemoryFileSystem.Holds(parent)))
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"'{AddressGrammar.Printable(parent)}' is not in memory: the secrets would be written to a disk",
                "name a folder on tmpfs or ramfs, for example --dir /dev/shm/secrets");
        }
    }

    private void RequireFreeOrOurs()
    {
        var kind = SafeFile.KindOf(Path, Shown);
        if (kind == FileKind.Missing || (kind == FileKind.Link && IsOurs(Target())))
        {
            return;
        }

        throw new CofferException(
            ErrorCode.CannotWrite,
            $"'{Shown}' is there already, and 'coffer exec --dir' did not make it",
            kind == FileKind.Folder
                ? $"name a folder that is not there yet, for example '{Shown}/secrets'"
                : "name a folder that is not there yet");
    }

    // To the last character: '.s.coffer-1.coffer-…' is that of another run's '--dir s.coffer-1'.
    private bool IsOurs(string name) =>
        name.Length == prefix.Length + MarkLength
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name.AsSpan(prefix.Length).IndexOfAnyExcept(MarkCharacters) < 0;

    // The parent may be everybody's (/dev/shm): who holds its lock for long keeps nobody from starting, only from cleaning up.
    private LinuxFile? LockParent() => MemoryFolder.Lock(parent, ParentLockAttempts);

    // What runs before this one had shown, or left when they were killed; not what somebody is writing now.
    private void RemoveLeftOvers()
    {
        foreach (var left in Disk.Own.NamesIn(parent).Select(name => System.IO.Path.Combine(parent, name)).Where(IsLeftOver))
        {
            using var free = MemoryFolder.Lock(left);
            if (free is not null)
            {
                RemoveLeftOver(left);
            }
        }
    }

    private void RemoveLeftOver(string left)
    {
        try
        {
            filesBefore = left == shownBefore ? MemoryFolder.Read(left) : filesBefore;
            MemoryFolder.Delete(left);
        }
        catch (Exception exception) when (left != shownBefore && FileTrouble.Is(exception))
        {
            // Somebody else's: it is not this run's matter.
        }
    }

    private bool IsLeftOver(string path) =>
        path != written && !path.EndsWith(LinkSuffix, StringComparison.Ordinal) && IsOurs(System.IO.Path.GetFileName(path));
}
