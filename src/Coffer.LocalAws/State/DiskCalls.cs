using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coffer.LocalAws.State;

/// <summary>
/// Calls of the C library, with their errno as the result: the framework opens no folders, and drops the errors of fsync and close.
/// https://man7.org/linux/man-pages/man2/fsync.2.html. On Windows, which journals names itself, they do nothing.
/// </summary>
internal static partial class DiskCalls
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;

    /// <summary>Opens a folder for fsync.</summary>
    public static int Open(string folder, out SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
        {
            handle = new SafeFileHandle();
            return 0;
        }

        int descriptor;
        do
        {
            descriptor = OpenDescriptor(folder, ReadOnly);
        }
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>Waits until the file or folder is on the disk.</summary>
    public static int Synchronize(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
        {
            return 0;
        }

        while (SynchronizeDescriptor(handle) != 0)
        {
            if (Marshal.GetLastPInvokeError() is var error && error != Interrupted)
            {
                return error;
            }
        }

        return 0;
    }

    /// <summary>Closes the file. The descriptor is gone whatever the result is.</summary>
    public static int Close(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
        {
            handle.Dispose();
            return 0;
        }

        var descriptor = (int)handle.DangerousGetHandle();
        handle.SetHandleAsInvalid();
        return CloseDescriptor(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error && error != Interrupted ? error : 0;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SynchronizeDescriptor(SafeFileHandle descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseDescriptor(int descriptor);
}
