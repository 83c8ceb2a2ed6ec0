using System.Runtime.Versioning;

namespace Coffer.Core.Files;

/// <summary>
/// Which of stdin, stdout and stderr the caller has given. Where one was closed, a file of ours gets its number, and what is written to
/// stdout would go into it. What a process starts with survived execve, so that it cannot be marked to be closed there: whatever bears
/// that mark is ours. (In the static binary Native/standard-descriptors.c holds them before the runtime opens anything.)
/// </summary>
internal static class StandardDescriptors
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Errors = 2;

    private const int CloseOnExecMark = 1;

    // What .NET's runtime opens early, and without the mark.
    private const string Random = "/dev/urandom";

    private static readonly bool[] Given = [IsGiven(Input), IsGiven(Output), IsGiven(Errors)];

    /// <summary>Whether the caller has given it; first asked before any file is opened.</summary>
    public static bool Has(int descriptor) => Given[descriptor];

    /// <summary>Holds the numbers of those that are closed, so that no file gets them.</summary>
    public static void Hold()
    {
        if (OperatingSystem.IsLinux())
        {
            HoldOnLinux();
        }
    }

    [SupportedOSPlatform("linux")]
    private static void HoldOnLinux()
    {
        for (var descriptor = Input; descriptor <= Errors; descriptor++)
        {
            if (!Has(descriptor) && Posix.DescriptorFlags(descriptor) < 0)
            {
                // The lowest free number is this one: those below are held already.
                _ = Posix.Open("/dev/null", (descriptor == Input ? Posix.WriteOnly : Posix.ReadOnly) | Posix.CloseOnExec);
            }
        }
    }

    private static bool IsGiven(int descriptor) => !OperatingSystem.IsLinux() || IsGivenOnLinux(descriptor);

    [SupportedOSPlatform("linux")]
    private static bool IsGivenOnLinux(int descriptor)
    {
        var flags = Posix.DescriptorFlags(descriptor);
        return flags >= 0 && (flags & CloseOnExecMark) == 0 && !IsRandom(descriptor);
    }

    [SupportedOSPlatform("linux")]
    private static bool IsRandom(int descriptor)
    {
        try
        {
            return Disk.Own.TargetOf($"/proc/self/fd/{descriptor}") == Random;
        }
        catch (SystemCallException)
        {
            // There is no /proc here, and a system without /proc hardly has /dev/urandom.
            return false;
        }
    }
}
