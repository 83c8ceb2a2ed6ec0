using System.Runtime.InteropServices;

namespace Coffer.Cli.Execution;

/// <summary>Whether memory is to be had. Libraries call its lack many names.</summary>
internal static partial class SystemMemory
{
    private const nuint Much = 64 * 1024 * 1024;
    private const int PrivateWithoutReserve = 0x2 | 0x20 | 0x4000;

    /// <summary>Whether the system refuses an amount that any limit worth having allows.</summary>
    public static bool IsShort()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var much = Map(0, Much, 0, PrivateWithoutReserve, -1, 0);
        if (much == -1)
        {
            return Marshal.GetLastPInvokeError() == SystemError.NoMemory;
        }

        _ = Unmap(much, Much);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
