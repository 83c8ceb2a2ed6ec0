using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Cli.Execution;

/// <summary>
/// Secrets as files in memory. The folder that was asked for is a link to a hidden one beside it: one rename makes all
/// files appear at once, and puts them in the place of an earlier run's.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class SecretFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string LinkSuffix = ".link";
    private const int ParentLockAttempts = 500;
    private const int ParentLockPause = 10;
    private const int LockExclusiveNow = Posix.LockExclusive | 4;
    private const int NoRoom = 28;

    private readonly string parent;
    private readonly string prefix;
    private string? written;
    private SafeFileHandle? held;

    private SecretFolder(string path)
    {
        Path = path;
        parent = System.IO.Path.GetDirectoryName(path)!;
        prefix = $".{System.IO.Path.GetFileName(path)}.coffer-";
    }

    /// <summary>The folder that was asked for.</summary>
    public string Path { get; }

    /// <summary>A folder that can be written, as far as can be told before the secrets are there.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: not in memory, or not ours.</exception>
    public static SecretFolder At(string path)
    {
        var full = path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) ? "/" : System.IO.Path.GetFullPath(path).TrimEnd('/');
        if (full is "" or "/")
        {
            throw new CofferException(ErrorCode.Usage, "'--dir' names no folder to make", "for example --dir /dev/shm/secrets");
        }

        var folder = new SecretFolder(full);
        folder.RequireMemory();
        folder.RequireFreeOrOurs();
        return folder;
    }

    /// <summary>Writes all files, then shows them all at once.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: nothing of it is left.</exception>
    public void Write(IReadOnlyDictionary<string, SecretAddress> files, Func<SecretAddress, SecretValue> valueOf)
    {
        written = System.IO.Path.Combine(parent, prefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
        try
        {
            using (LockParent())
            {
                MakeFolder(written);

                // Tells the clean-up of others that somebody is at work in it.
                held = Lock(written);
            }

            foreach (var (name, address) in files)
            {
                WriteFile(name, valueOf(address).Reveal());
            }

            File.CreateSymbolicLink(written + LinkSuffix, System.IO.Path.GetFileName(written));
            Show();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove();
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"the secrets cannot be written to '{Shown}': {Cause(exception)}",
                "nothing of them is left there; give the tmpfs more room, or look at who may write to it",
                exception);
        }
    }

    // One at a time: of several starts, the last one's folder stays, and each removes those that were shown before.
    private void Show()
    {
        using var alone = LockParent();
        if (Rename(written + LinkSuffix, Path) != 0)
        {
            throw new IOException("", Marshal.GetLastPInvokeError());
        }

        held?.Dispose();
        if (alone is not null)
        {
            RemoveLeftOvers();
        }
    }

    /// <summary>Takes everything away again: the command was not started.</summary>
    public void Remove()
    {
        if (written is not null)
        {
            using var alone = LockParent();
            if (new FileInfo(Path).LinkTarget == System.IO.Path.GetFileName(written))
            {
                File.Delete(Path);
            }

            Delete(written);
            held?.Dispose();
        }
    }

    private string Shown => AddressGrammar.Printable(Path);

    private static string Cause(Exception exception) =>
        (exception.HResult & 0xffff) == NoRoom ? "there is no room"
        : exception is UnauthorizedAccessException ? "no permission"
        : "the file system refuses";

    private void RequireMemory()
    {
        if (!Directory.Exists(parent))
        {
            throw new CofferException(
                ErrorCode.CannotWrite, $"there is no folder '{AddressGrammar.Printable(parent)}' to make '{Shown}' in", "mount a tmpfs there, or use /dev/shm");
        }

        if (!MemoryFileSystem.Holds(parent))
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"'{AddressGrammar.Printable(parent)}' is not in memory: the secrets would be written to a disk",
                "name a folder on tmpfs or ramfs, for example --dir /dev/shm/secrets");
        }
    }

    private void RequireFreeOrOurs()
    {
        var kind = SafeFile.KindOf(Path);
        if (kind == FileKind.Missing || (kind == FileKind.Link && IsOurs(new FileInfo(Path).LinkTarget)))
        {
            return;
        }

        throw new CofferException(
            ErrorCode.CannotWrite,
            $"'{Shown}' is there already, and 'coffer exec --dir' did not make it",
            kind == FileKind.Folder ? $"name a folder that is not there yet, for example '{Shown}/secrets'" : "name a folder that is not there yet");
    }

    private bool IsOurs(string? name) =>
        name is not null && name.StartsWith(prefix, StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal);

    private void WriteFile(string name, ReadOnlySpan<byte> content)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            MakeFolder(System.IO.Path.Combine(written!, name[..slash]));
        }

        using var file = new FileStream(System.IO.Path.Combine(written!, name), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead,
        });
        file.Write(content);
        File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead);
    }

    // The caller's umask may take bits away that are needed.
    private static void MakeFolder(string path)
    {
        Directory.CreateDirectory(path, FolderMode);
        File.SetUnixFileMode(path, FolderMode);
    }

    // The parent may be everybody's (/dev/shm): who holds its lock for long keeps nobody from starting, only from cleaning up.
    private SafeFileHandle? LockParent() => Lock(parent, ParentLockAttempts);

    private static SafeFileHandle? Lock(string folder, int attempts = 1)
    {
        var file = new SafeFileHandle(Posix.Open(folder, Posix.ReadOnly | Posix.CloseOnExec), ownsHandle: true);
        for (var attempt = 1; !file.IsInvalid; attempt++)
        {
            if (Posix.Lock((int)file.DangerousGetHandle(), LockExclusiveNow) == 0)
            {
                return file;
            }

            if (attempt == attempts)
            {
                break;
            }

            Thread.Sleep(ParentLockPause);
        }

        file.Dispose();
        return null;
    }

    // What runs before this one had shown, or left when they were killed; not what somebody is writing now.
    private void RemoveLeftOvers()
    {
        foreach (var left in Directory.EnumerateDirectories(parent).Where(IsLeftOver))
        {
            using var free = Lock(left);
            if (free is not null)
            {
                Delete(left);
            }
        }
    }

    // What the link names is in use.
    private bool IsLeftOver(string path) =>
        path != written && System.IO.Path.GetFileName(path) != new FileInfo(Path).LinkTarget && !path.EndsWith(LinkSuffix, StringComparison.Ordinal) && IsOurs(System.IO.Path.GetFileName(path));

    private static void Delete(string folder)
    {
        try
        {
            File.Delete(folder + LinkSuffix);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else's: it is not this run's matter.
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
