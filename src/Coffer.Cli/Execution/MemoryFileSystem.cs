using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Cli.Execution;

/// <summary>Whether a folder is in memory and never on a disk: statfs(2). Numbers are the Linux ABI's.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class MemoryFileSystem
{
    private const long Tmpfs = 0x01021994;
    private const long Ramfs = 0x858458f6;
    private const int BytesOfAnyStatus = 512;

    /// <summary>Whether the folder is on tmpfs or ramfs.</summary>
    /// <exception cref="SystemCallException">The system does not say.</exception>
    public static bool Holds(string folder)
    {
        // The kind is the structure's first member on every architecture.
        var status = stackalloc long[BytesOfAnyStatus / sizeof(long)];
        if (Status(folder, status) != 0)
        {
            throw new SystemCallException(Marshal.GetLastPInvokeError());
        }

        return (uint)status[0] is (uint)Tmpfs or unchecked((uint)Ramfs);
    }

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(string path, long* status);
}
