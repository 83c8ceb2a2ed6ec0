using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Core.Files;

/// <summary>The system calls for files, as Linux has them: .NET hides what some of them answer. Numbers are the Linux ABI's.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Posix
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int OnlyNew = 0x80;
    public const int NonBlock = 0x800;
    public const int CloseOnExec = 0x80000;

    /// <summary>Locks that other openings of the same file wait for (flock(2)).</summary>
    public const int LockShared = 1;
    public const int LockExclusive = 2;

    private const int GetDescriptorFlags = 1;
    private const int AtCurrentFolder = -100;
    private const int AtNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const int AtFollow = 0x400;
    private const uint WantedBasics = 0x7ff;

    /// <summary>O_TMPFILE, a file without a name. O_DIRECTORY in it has its own number on each architecture.</summary>
    public static int Nameless => 0x400000 | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000);

    /// <summary>O_NOFOLLOW has its own number on each architecture.</summary>
    public static int NoFollow => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode = 0);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte* bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte* bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(int file, byte* bytes, nuint length, long position);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Reserve(int file, int mode, long from, long length);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Cut(int file, long length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint at, nuint length, int protection, int flags, int file, long from);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint at, nuint length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    /// <summary>The marks of a descriptor (F_GETFD); -1 where it is closed.</summary>
    public static int DescriptorFlags(int file) => Control(file, GetDescriptorFlags, 0);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int file, int operation, int argument);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int file, int mode);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeMode(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(int file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolder(string path, int mode);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveFolder(string path);

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OpenFolder(string path);

    /// <summary>Gives an open file a name, or one more; as long as /proc is there.</summary>
    public static int AddName(int file, string path) => Link(AtCurrentFolder, $"/proc/self/fd/{file}", AtCurrentFolder, path, AtFollow);

    /// <summary>The next entry; null with errno 0 at the end.</summary>
    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    public static partial Entry* NextEntry(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    public static partial int CloseFolder(nint folder);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadLink(string path, byte* target, nuint length);

    [LibraryImport("libc", EntryPoint = "symlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeLink(string target, string path);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadAttribute(string path, string name, byte* value, nuint length);

    [LibraryImport("libc", EntryPoint = "getcwd", SetLastError = true)]
    public static partial byte* CurrentFolder(byte* path, nuint length);

    /// <summary>Throws where a call answered that it failed.</summary>
    /// <exception cref="SystemCallException">With its errno.</exception>
    public static void Require(int result)
    {
        if (result != 0)
        {
            throw new SystemCallException(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>What a path names itself, links not followed; null only where the system says that nothing is there.</summary>
    /// <exception cref="SystemCallException">It says something else.</exception>
    public static FileStatus? StatusOf(string path) => StatusOf(AtCurrentFolder, path, AtNoFollow);

    /// <summary>What a path leads to, links followed; null only where the system says that nothing is there.</summary>
    /// <exception cref="SystemCallException">It says something else.</exception>
    public static FileStatus? StatusOfTarget(string path) => StatusOf(AtCurrentFolder, path, 0);

    /// <summary>What an open file is.</summary>
    /// <exception cref="SystemCallException">The system does not say.</exception>
    public static FileStatus StatusOf(int file) => StatusOf(file, "", AtEmptyPath) ?? throw new SystemCallException(SystemError.NoEntry);

    private static FileStatus? StatusOf(int folder, string path, int flags)
    {
        if (Statx(folder, path, flags, WantedBasics, out var status) != 0)
        {
            return Marshal.GetLastPInvokeError() is var error && SystemError.IsMissing(error) ? null : throw new SystemCallException(error);
        }

        var kind = (status.Mode & 0xf000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            _ => FileKind.Special,
        };
        return new FileStatus(
            kind, (long)status.Size, status.Owner, status.Group, (UnixFileMode)(status.Mode & 0xfff),
            (status.DeviceMajor, status.DeviceMinor), status.Number);
    }

    /// <summary>The number of the user that this process acts as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(int fromFolder, string from, int toFolder, string to, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Status status);

    /// <summary>struct statx, the same on every architecture: statx(2).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    /// <summary>struct dirent: readdir(3).</summary>
    [StructLayout(LayoutKind.Explicit)]
    internal struct Entry
    {
        /// <summary>The first byte of the name, which ends with a NUL.</summary>
        [FieldOffset(19)]
        public byte Name;
    }
}
