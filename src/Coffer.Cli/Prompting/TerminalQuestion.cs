using System.Runtime.Versioning;
using System.Text;

namespace Coffer.Cli.Prompting;

/// <summary>A question on the terminal itself, wherever stdin, stdout and stderr go; the answer is a line that is seen.</summary>
internal static class TerminalQuestion
{
    private const int ReadWrite = 2;

    /// <summary>Asks.</summary>
    /// <param name="question">The question, with a blank at its end.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>The line; null where there is no terminal, or where the stop came first.</returns>
    public static Task<string?> AskAsync(string question, CancellationToken stop)
    {
        if (OperatingSystem.IsLinux())
        {
            return AskTerminalAsync(question, stop);
        }

        Descriptor.WriteErrors(Encoding.UTF8.GetBytes(question));
        return Task.Run(Console.ReadLine, stop);
    }

    [SupportedOSPlatform("linux")]
    private static async Task<string?> AskTerminalAsync(string question, CancellationToken stop)
    {
        try
        {
            using var terminal = LinuxFile.Open("/dev/tty", ReadWrite);
            terminal.Write(Encoding.UTF8.GetBytes(question));
            var answer = Task.Run(() => Line(terminal), CancellationToken.None);
            await Task.WhenAny(answer, Task.Delay(Timeout.Infinite, stop));
            return stop.IsCancellationRequested ? null : await answer;
        }
        catch (SystemCallException)
        {
            return null;
        }
    }

    [SupportedOSPlatform("linux")]
    private static string? Line(LinuxFile terminal)
    {
        var line = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (terminal.Read(one) == 1)
        {
            if (one[0] is (byte)'\n' or (byte)'\r')
            {
                return line.ToString();
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
