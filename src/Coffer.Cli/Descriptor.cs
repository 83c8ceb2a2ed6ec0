using System.Runtime.InteropServices;

namespace Coffer.Cli;

/// <summary>
/// Writes to stdout and stderr themselves. System.Console would change the terminal that <c>exec</c> hands on, and a
/// FileStream keeps its own position where others append to the same file.
/// </summary>
internal static unsafe partial class Descriptor
{
    public const int Output = 1;
    public const int Errors = 2;

    private const int Interrupted = 4;
    private const int WouldBlock = 11;

    /// <summary>Writes everything; where the reader has gone, as <c>head</c> does, there is nobody to tell.</summary>
    public static void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            using var stream = descriptor == Output ? Console.OpenStandardOutput() : Console.OpenStandardError();
            stream.Write(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
            {
                written = WriteSome(descriptor, start, (nuint)bytes.Length);
            }

            if (written >= 0)
            {
                bytes = bytes[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error && error == WouldBlock)
            {
                Thread.Sleep(1);
            }
            else if (error != Interrupted)
            {
                return;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, byte* bytes, nuint length);
}
