using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Cli.Execution;

/// <summary>
/// What is done with signals; all others stay the caller's. A stop that comes while coffer is a container's first process
/// is Native/first-process.c's matter.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class Signals
{
    private const int ClosedPipe = 13;
    private const nint Default = 0;

    /// <summary>The runtime ignores it, and an ignored signal stays ignored: 'yes | head' would end with an error.</summary>
    public static void RestoreClosedPipe() => _ = Handle(ClosedPipe, Default);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int number, nint handler);
}
