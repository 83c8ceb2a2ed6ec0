using Xunit;

namespace Coffer.Cli.Tests.Processes;

/// <summary>Runs coffer in a repository beside a local AWS, and kills it (SIGKILL) at a moment, unless it has ended by then.</summary>
internal static class KilledProcess
{
    /// <returns>Its exit code, 137 where it was killed, and what it said on stderr.</returns>
    public static async Task<(int Code, string Stderr)> RunAsync(
        string folder, IEnumerable<KeyValuePair<string, string>> client, IReadOnlyList<string> command,
        Func<CancellationToken, Task> moment)
    {
        var environment = ProcessEnvironment.Minimal();
        foreach ((var name, var value) in client)
        {
            environment[name] = value;
        }

        using var process = ChildProcess.Start(
            new ProcessRequest(Executables.Coffer, command) { Directory = folder, Environment = environment });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        var stdout = new OutputCapture(process.StandardOutput.BaseStream);
        var stderr = new OutputCapture(process.StandardError.BaseStream);
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ended, moment(stop.Token));
        await stop.CancelAsync();
        process.Kill();
        await ended;
        await Task.WhenAll(stdout.Ended, stderr.Ended);
        return (process.ExitCode, stderr.TextSoFar);
    }

    /// <summary>The moment when something is so. Looks all the time: some states last for less than a millisecond.</summary>
    public static Func<CancellationToken, Task> When(Func<bool> isSo) => stop => Task.Run(
        () =>
        {
            while (!stop.IsCancellationRequested && !isSo())
            {
                Thread.Yield();
            }
        },
        CancellationToken.None);
}
