using System.Globalization;
using System.Runtime.Versioning;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>What Linux takes as one variable, and as all of arguments and environment: execve(2), fs/exec.c.</summary>
[SupportedOSPlatform("linux")]
internal static class ArgumentLimits
{
    private const int PagesOfOne = 32;
    private const ulong LeastOfAll = 128 * 1024;
    private const ulong MostOfAll = 6 * 1024 * 1024;
    private const string WayOut = "pass it as a file: '--file {0}', or all of them with '--dir'";

    /// <summary>The bytes of a variable, its name and <c>=</c> included: 131,071 with pages of 4 KiB.</summary>
    public static int MostOfOne => (PagesOfOne * Environment.SystemPageSize) - 1;

    /// <summary>Refuses a value that is too long for its variable.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/>.</exception>
    public static void RequireOne(string variable, SecretAddress address, int bytes)
    {
        var room = MostOfOne - variable.Length - 1;
        if (bytes > room)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' cannot be the variable {variable}: it has {Number(bytes)} bytes, and the system takes {Number(room)}",
                Format(WayOut, address.Name));
        }
    }

    /// <summary>Refuses what is together too much, before the system does: it would not say what is large.</summary>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="environment">The command's environment.</param>
    /// <param name="largest">The secret that has the largest variable; null where none is in one.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/>.</exception>
    public static void RequireAll(IReadOnlyList<byte[]> arguments, EnvironmentBlock environment, SecretAddress? largest)
    {
        // The program's path counts once more, and so does a pointer for each string.
        var pointers = (ulong)(arguments.Count + environment.Count) * (ulong)nint.Size;
        var strings = (ulong)arguments.Sum(argument => argument.Length + 1) + (ulong)environment.Bytes + (ulong)arguments[0].Length + 1;
        var limit = Limit();
        if (pointers + strings > limit)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"the command's arguments and environment have {Number(pointers + strings)} bytes, and the system takes {Number(limit)}"
                    + (largest is null ? "" : $"; the largest secret among them is '{largest}'"),
                largest is null ? "pass fewer variables on: '--pristine'" : Format(WayOut, largest.Name));
        }
    }

    // A quarter of the stack, within bounds that the kernel has fixed.
    private static ulong Limit() =>
        ResourceLimits.Stack is { } stack ? Math.Clamp(stack / 4, LeastOfAll, MostOfAll) : MostOfAll;

    private static string Number(ulong bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(int bytes) => Number((ulong)bytes);

    private static string Format(string text, string name) => string.Format(CultureInfo.InvariantCulture, text, name);
}
