using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Cli.Execution;

/// <summary>The two things that are done with signals; all others stay the caller's.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Signals
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int ClosedPipe = 13;
    private const int Terminate = 15;
    private const nint Default = 0;
    private const nint Ignore = 1;
    private const int Fatal = 128;

    /// <summary>
    /// The kernel drops a signal to the first process of a container that has no handler for it: a container that is
    /// stopped while it loads would wait for its kill. So there the process ends at once, as a shell would report it;
    /// execve takes the handler away in the same moment as the code. Any other process needs none.
    /// </summary>
    public static void EndAtOnceIfFirst()
    {
        // Under CoreCLR, which has handlers of its own, code might have to be compiled within the handler.
        if (RuntimeFeature.IsDynamicCodeCompiled || Environment.ProcessId != 1)
        {
            return;
        }

        foreach (var number in (ReadOnlySpan<int>)[Terminate, Interrupt, Hangup])
        {
            if (Handle(number, (nint)(delegate*<int, void>)&End) == Ignore)
            {
                _ = Handle(number, Ignore);
            }
        }
    }

    /// <summary>The runtime ignores it, and an ignored signal stays ignored: 'yes | head' would end with an error.</summary>
    public static void RestoreClosedPipe() => _ = Handle(ClosedPipe, Default);

    // Runs as a signal handler, on whatever thread and at whatever moment: it must be plain machine code that calls
    // _exit(2). Native.props binds libc's functions directly, and no transition of the runtime is made.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void End(int number) => ExitNow(Fatal + number);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "_exit")]
    [SuppressGCTransition]
    private static partial void ExitNow(int code);
}
