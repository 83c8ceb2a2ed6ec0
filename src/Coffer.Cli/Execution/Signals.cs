using System.Runtime.InteropServices;

namespace Coffer.Cli.Execution;

/// <summary>
/// What is done with signals; all others stay the caller's. A stop that comes while coffer is a container's first process
/// is Native/first-process.c's matter.
/// </summary>
internal static partial class Signals
{
    private const int ClosedPipe = 13;
    private const int FileTooLarge = 25;
    private const nint Default = 0;
    private const nint Ignored = 1;

    private static nint fileTooLarge = Default;

    /// <summary>
    /// A file that reaches the limit of its size ('ulimit -f') is an error then, where it would end the process in the middle of its work.
    /// </summary>
    public static void KeepFileLimit()
    {
        if (OperatingSystem.IsLinux())
        {
            fileTooLarge = Handle(FileTooLarge, Ignored);
        }
    }

    /// <summary>
    /// As the command is to find them. The runtime ignores closed pipes, and an ignored signal stays ignored: 'yes | head' would end with
    /// an error.
    /// </summary>
    public static void Restore()
    {
        _ = Handle(ClosedPipe, Default);
        _ = Handle(FileTooLarge, fileTooLarge == Ignored ? Ignored : Default);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int number, nint handler);
}
