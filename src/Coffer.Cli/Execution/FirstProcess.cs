using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Cli.Execution;

/// <summary>
/// The .NET tool as a container's first process. CoreCLR hands on SIGTERM, SIGINT, SIGQUIT and SIGHUP only, and late; the kernel drops
/// every other signal to a first process that has no handler. The native binary has its own (Native/first-process.c).
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class FirstProcess
{
    private const int First = 1;
    private const int MostSignals = 64;
    private const int BeforeSignal = 128;

    // SIGKILL and SIGSTOP; those that end nothing; a closed pipe and a file that reaches its limit, which are ignored; faults, which are
    // the runtime's, as SIGRTMIN is; and the two that the C library keeps for itself.
    private static readonly int[] NotOurs = [4, 5, 6, 7, 8, 9, 11, 13, 17, 18, 19, 20, 21, 22, 23, 25, 28, 32, 33, 34];

    // They are taken back where one is collected.
    private static readonly List<PosixSignalRegistration> Held = [];

    /// <summary>Ends at once, as a shell would report it, at each signal that would end any other process.</summary>
    public static void EndAtSignals()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported || Environment.ProcessId != First)
        {
            return;
        }

        for (var number = 1; number <= MostSignals; number++)
        {
            if (!NotOurs.Contains(number))
            {
                Held.Add(PosixSignalRegistration.Create((PosixSignal)number, context => End(BeforeSignal + (int)context.Signal)));
            }
        }
    }

    // Not .NET's exit, which waits for what runs.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void End(int code);
}
