using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Coffer.Cli.Tests.Processes;

/// <summary>Starts a process with exactly these bytes: .NET's own way knows strings, and an environment without duplicates.</summary>
internal static partial class RawProcess
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string program, IEnumerable<byte[]> arguments, IEnumerable<byte[]> environment)
    {
        var argv = Pointers(arguments);
        var envp = Pointers(environment);
        try
        {
            var error = posix_spawn(out var pid, program, 0, 0, argv, envp);
            return error == 0 ? await Task.Run(() => Wait(pid)) : throw new Win32Exception(error, program);
        }
        finally
        {
            foreach (var text in argv.Concat(envp))
            {
                Marshal.FreeHGlobal(text);
            }
        }
    }

    private static nint[] Pointers(IEnumerable<byte[]> texts) => [.. texts.Select(Copy), 0];

    private static nint Copy(byte[] text)
    {
        var copy = Marshal.AllocHGlobal(text.Length + 1);
        Marshal.Copy(text, 0, copy, text.Length);
        Marshal.WriteByte(copy, text.Length, 0);
        return copy;
    }

    private static int Wait(int pid) => waitpid(pid, out var status, 0) == pid && (status & 0x7f) == 0
        ? (status >> 8) & 0xff
        : throw new InvalidOperationException($"the process ended with status {status:x}");

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int posix_spawn(out int pid, string path, nint actions, nint attributes, nint[] argv, nint[] envp);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int waitpid(int pid, out int status, int options);
}
