using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Coffer.Cli.Execution;

/// <summary>A folder of files in memory, for its owner alone: written, read back and removed whole.</summary>
[SupportedOSPlatform("linux")]
internal static class MemoryFolder
{
    private const int FolderMode = 0x1c0;
    private const int OwnerReads = 0x100;
    private const int InputOutputError = 5;
    private const uint Unchanged = uint.MaxValue;
    private const int LockExclusiveNow = Posix.LockExclusive | 4;
    private const int PauseMilliseconds = 10;
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Makes a folder, if it is not there. The caller's umask may take bits away that are needed.</summary>
    /// <exception cref="SystemCallException">It cannot be made.</exception>
    public static void Make(string path, FolderAccess? access = null)
    {
        if (Posix.MakeFolder(path, FolderMode) != 0 && Marshal.GetLastPInvokeError() is var error && error != SystemError.Exists)
        {
            throw new SystemCallException(error);
        }

        if (access?.Group is { } group)
        {
            Posix.Require(Posix.ChangeOwner(path, Unchanged, group));
        }

        Posix.Require(Posix.ChangeMode(path, access?.FolderMode ?? FolderMode));
    }

    /// <summary>Writes a file in a folder, and makes the folders on the way to it.</summary>
    /// <exception cref="SystemCallException">It cannot be written.</exception>
    public static void Write(string folder, string name, ReadOnlySpan<byte> content, FolderAccess access)
    {
        MakeWayTo(folder, name, access);
        using var file = LinuxFile.Open(Path.Combine(folder, name), Posix.WriteOnly | Posix.Create | Posix.OnlyNew, OwnerReads);
        file.Write(content);
        Give(file, access);
        file.Close();
    }

    /// <summary>Makes a file that has no name yet, and is gone with this process where it gets none.</summary>
    /// <param name="folder">A folder on the file system that it is in.</param>
    /// <param name="bytes">What it has room for.</param>
    /// <param name="content">What is written into it at once.</param>
    /// <returns>Null where there is no room, or no such file in this system: then it is written when it has its name.</returns>
    public static LinuxFile? MakeNameless(string folder, long bytes, ReadOnlySpan<byte> content = default)
    {
        LinuxFile? file = null;
        try
        {
            file = LinuxFile.Open(folder, Posix.ReadWrite | Posix.Nameless, OwnerReads);
            if (content.IsEmpty)
            {
                file.Reserve(bytes);
            }

            file.WriteAt(0, content);
            return Disk.Own.KindOf($"/proc/self/fd/{file.Descriptor}", followLinks: false) == FileKind.Link ? file : Without(file);
        }
        catch (SystemCallException)
        {
            return Without(file);
        }
    }

    /// <summary>Gives a file without a name its place in a folder, and makes the folders on the way to it.</summary>
    /// <exception cref="SystemCallException">It cannot be put there.</exception>
    public static void Place(string folder, string name, LinuxFile file, FolderAccess access)
    {
        MakeWayTo(folder, name, access);
        if (Posix.AddName(file.Descriptor, Path.Combine(folder, name)) == 0)
        {
            Give(file, access);
            return;
        }

        // A container may forbid it (AppArmor, Landlock): then it is copied.
        var copy = GC.AllocateUninitializedArray<byte>((int)file.Length, pinned: true);
        try
        {
            for (var done = 0; done < copy.Length;)
            {
                var read = file.Read(copy.AsSpan(done));
                done += read > 0 ? read : throw new SystemCallException(InputOutputError);
            }

            Write(folder, name, copy, access);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    private static LinuxFile? Without(LinuxFile? file)
    {
        file?.Dispose();
        return null;
    }

    private static void MakeWayTo(string folder, string name, FolderAccess access)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            Make(Path.Combine(folder, name[..slash]), access);
        }
    }

    private static void Give(LinuxFile file, FolderAccess access)
    {
        if (access.User is { } user)
        {
            Posix.Require(Posix.ChangeOwner(file.Descriptor, user, access.Group ?? Unchanged));
        }

        Posix.Require(Posix.ChangeMode(file.Descriptor, access.FileMode));
    }

    /// <summary>All files of a folder, by their paths in it.</summary>
    /// <exception cref="SystemCallException">One of them cannot be read.</exception>
    public static Dictionary<string, byte[]> Read(string folder)
    {
        var files = new Dictionary<string, byte[]>();
        Read(folder, "", files);
        return files;
    }

    /// <summary>Removes a folder with all that is in it, or a file; what is missing is no error.</summary>
    /// <exception cref="SystemCallException">Something of it cannot be removed.</exception>
    public static void Delete(string path)
    {
        var kind = Disk.Own.KindOf(path, followLinks: false);
        if (kind == FileKind.Folder)
        {
            foreach (var name in Disk.Own.NamesIn(path))
            {
                Delete(Path.Combine(path, name));
            }

            Disk.Own.DeleteFolder(path);
        }
        else if (kind != FileKind.Missing)
        {
            Disk.Own.Delete(path);
        }
    }

    /// <summary>Takes a folder's lock, which goes at execve; null where somebody has it.</summary>
    public static LinuxFile? Lock(string folder, int attempts = 1)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            LinuxFile? file = null;
            try
            {
                file = LinuxFile.Open(folder, Posix.ReadOnly);
                file.Lock(LockExclusiveNow);
                return file;
            }
            catch (SystemCallException exception)
            {
                file?.Dispose();
                if (exception.Error != SystemError.TryAgain || attempt == attempts)
                {
                    return null;
                }
            }

            Thread.Sleep(PauseMilliseconds);
        }

        return null;
    }

    private static void Read(string folder, string below, Dictionary<string, byte[]> files)
    {
        foreach (var name in Disk.Own.NamesIn(folder))
        {
            var path = Path.Combine(folder, name);
            if (Disk.Own.KindOf(path, followLinks: false) == FileKind.Folder)
            {
                Read(path, $"{below}{name}/", files);
            }
            else
            {
                files.Add(below + name, SafeFile.Read(path, path, MostBytes));
            }
        }
    }
}
