using System.ComponentModel;
using System.Diagnostics;

namespace Coffer.Cli.Execution;

/// <summary>Runs the command as a child, on systems where a process cannot become another.</summary>
internal static class ChildProcess
{
    /// <summary>Runs the command to its end.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        Inheritance inheritance,
        IEnumerable<KeyValuePair<string, string>> variables,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1)) { UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => !inheritance.Passes(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw new CofferException(
                ErrorCode.NotFound, $"the command '{arguments[0]}' cannot be run", "look at its spelling and at PATH", exception);
        }
    }
}
