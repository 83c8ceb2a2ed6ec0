using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Core.Repository;

/// <summary>
/// What .NET does not offer for files: a file's kind and owner without following links, opening without waiting at a FIFO,
/// syncing a folder, locking one. Numbers are the Linux ABI's.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class Posix
{
    public const int ReadOnly = 0;
    public const int NonBlock = 0x800;
    public const int CloseOnExec = 0x80000;

    private const int AtCurrentFolder = -100;
    private const int AtNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const int TooManyOpenInSystem = 23;
    private const int TooManyOpen = 24;
    private const uint WantedBasics = 0x7ff;

    /// <summary>A lock that other openings of the same file wait for (flock(2)).</summary>
    public const int LockExclusive = 2;

    /// <summary>O_NOFOLLOW has its own number on each architecture.</summary>
    public static int NoFollow => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Whether an errno is that of a limit of open files, the process's or the system's.</summary>
    public static bool IsTooManyOpen(int error) => error is TooManyOpen or TooManyOpenInSystem;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    /// <summary>The number of the user that this process acts as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>What a path names itself, links not followed; null where there is nothing.</summary>
    public static FileStatus? StatusOf(string path) => StatusOf(AtCurrentFolder, path, AtNoFollow);

    /// <summary>What a path leads to, links followed; null where there is nothing.</summary>
    public static FileStatus? StatusOfTarget(string path) => StatusOf(AtCurrentFolder, path, 0);

    /// <summary>What an open file is.</summary>
    public static FileStatus? StatusOf(int file) => StatusOf(file, "", AtEmptyPath);

    private static FileStatus? StatusOf(int folder, string path, int flags)
    {
        if (Statx(folder, path, flags, WantedBasics, out var status) != 0)
        {
            return null;
        }

        var kind = (status.Mode & 0xf000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            _ => FileKind.Special,
        };
        return new FileStatus(
            kind, (long)status.Size, status.Owner, status.Group, (UnixFileMode)(status.Mode & 0xfff), (status.DeviceMajor, status.DeviceMinor), status.Number);
    }

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
}
