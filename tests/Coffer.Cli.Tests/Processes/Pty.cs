using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Cli.Tests.Processes;

/// <summary>The near side of a pseudo-terminal. Linux only: the flags and the buffer's size are Linux's.</summary>
internal sealed partial class Pty : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle handle;

    private Pty(SafeFileHandle handle, string farSide)
    {
        this.handle = handle;
        FarSide = farSide;
        Stream = new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>The path of the terminal that a process opens.</summary>
    public string FarSide { get; }

    public FileStream Stream { get; }

    public static Pty Open()
    {
        var descriptor = posix_openpt(ReadWrite | NoControllingTerminal | CloseOnExec);
        Check(descriptor >= 0 && grantpt(descriptor) == 0 && unlockpt(descriptor) == 0);
        var name = new byte[128];
        Check(ptsname_r(descriptor, name, name.Length) == 0);
        var path = System.Text.Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        return new Pty(new SafeFileHandle(descriptor, ownsHandle: true), path);
    }

    public void Dispose()
    {
        Stream.Dispose();
        handle.Dispose();
    }

    private static void Check(bool ok)
    {
        if (!ok)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "no pseudo-terminal");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int grantpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int unlockpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ptsname_r(int descriptor, byte[] buffer, nint length);
}
