using System.Text;

namespace Coffer.Cli.Tests.Processes;

/// <summary>
/// Runs a process whose stdin, stderr and controlling terminal are a pseudo-terminal, and types at its prompts.
/// Stdout stays a pipe, so that what was asked for can be told from the conversation. setsid(1) of util-linux gives the
/// process its terminal, because a .NET process cannot do that between fork and exec.
/// </summary>
internal static class TerminalProcess
{
    private const string Launch = "terminal=$1; shift; exec setsid --ctty --wait \"$@\" <\"$terminal\" 2>\"$terminal\"";

    public static async Task<ProcessResult> RunAsync(ProcessRequest request)
    {
        using var pty = Pty.Open();
        return await ConverseAsync(request, pty);
    }

    private static async Task<ProcessResult> ConverseAsync(ProcessRequest request, Pty pty)
    {
        using var process = ChildProcess.Start(request with
        {
            Program = "/bin/sh",
            Arguments = ["-c", Launch, "sh", pty.FarSide, request.Program, .. request.Arguments],
        });
        process.StandardInput.Close();
        var stdout = new OutputCapture(process.StandardOutput.BaseStream);
        var early = new OutputCapture(process.StandardError.BaseStream);
        var terminal = new OutputCapture(pty.Stream);
        var typing = TypeAsync(keys => pty.Stream.WriteAsync(keys), terminal, request.Typed!);

        // Not the typing: a process may end before it asked for everything.
        var result = await ChildProcess.FinishAsync(request, process, stdout, terminal, early.Ended);
        await Task.WhenAny(typing);
        var seen = early.TextSoFar + result.StderrText.Replace("\r\n", "\n", StringComparison.Ordinal);
        return typing.IsCompletedSuccessfully
            ? result with { Stderr = Encoding.UTF8.GetBytes(seen) }
            : throw new InvalidOperationException($"it did not ask for all that was to be typed; the terminal shows:\n{seen}");
    }

    private static async Task TypeAsync(Func<byte[], ValueTask> type, OutputCapture shown, IReadOnlyList<string> answers)
    {
        var seen = 0;
        foreach (var answer in answers)
        {
            seen = await PromptAsync(shown, seen);
            // ^C and ^D alone are the keys of that name: no Enter follows them.
            var keys = answer switch { "^C" => "\u0003", "^D" => "\u0004", _ => answer + "\r" };
            await type(Encoding.UTF8.GetBytes(keys));
        }
    }

    /// <summary>
    /// A prompt is output that ends with a blank or a question mark, and to which nothing is added for a moment: that moment is also
    /// what a program needs to turn the echo off after it has asked. A sign that a key has arrived ends otherwise.
    /// </summary>
    private static async Task<int> PromptAsync(OutputCapture shown, int seen)
    {
        var quiet = 0;
        var length = seen;
        while (!shown.Ended.IsCompleted && quiet < 4)
        {
            await Task.Delay(25);
            var now = shown.SoFar;
            var prompting = now.Length > seen && now[^1] is ((byte)' ' or (byte)'?');
            quiet = prompting && now.Length == length ? quiet + 1 : 0;
            length = now.Length;
        }

        return shown.Ended.IsCompleted ? throw new EndOfStreamException("the terminal was closed") : length;
    }
}
