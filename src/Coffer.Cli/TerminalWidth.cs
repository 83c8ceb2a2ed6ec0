using System.Runtime.InteropServices;

namespace Coffer.Cli;

/// <summary>How many columns the terminal has that stdout is. System.Console would change its settings to learn it.</summary>
internal static unsafe partial class TerminalWidth
{
    private const nuint WindowSize = 0x5413;
    private const int ColumnsAt = 1;

    /// <summary>The columns; more than there can be where stdout is no terminal, or one that does not say.</summary>
    public static int OfOutput()
    {
        var size = stackalloc ushort[4];
        return OperatingSystem.IsLinux() && Terminal.OutputIsTerminal
            && Ask(StandardDescriptors.Output, WindowSize, size) == 0 && size[ColumnsAt] > 0
            ? size[ColumnsAt]
            : int.MaxValue;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ask(int file, nuint request, ushort* size);
}
