using System.Diagnostics;

namespace Coffer.Cli.Tests.Processes;

/// <summary>Runs one process to its end and takes what it wrote, byte for byte.</summary>
internal static class ChildProcess
{
    public static async Task<ProcessResult> RunAsync(ProcessRequest request)
    {
        if (request.Typed is not null)
        {
            return await TerminalProcess.RunAsync(request);
        }

        using var process = Start(request);
        var input = FeedAsync(process.StandardInput.BaseStream, request.Stdin ?? []);
        var stderr = new OutputCapture(process.StandardError.BaseStream);
        return await FinishAsync(request, process, new OutputCapture(process.StandardOutput.BaseStream), stderr, input);
    }

    public static Process Start(ProcessRequest request)
    {
        var info = new ProcessStartInfo(request.Program, request.Arguments)
        {
            WorkingDirectory = request.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment.Clear();
        foreach ((var name, var value) in request.Environment)
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    /// <summary>Waits within the request's time; what is still running then is killed with all it started.</summary>
    public static async Task<ProcessResult> FinishAsync(
        ProcessRequest request, Process process, OutputCapture stdout, OutputCapture stderr, Task input)
    {
        using var deadline = new CancellationTokenSource(request.Timeout);
        long most;
        try
        {
            most = request.WatchesMemory ? await MostMemoryAsync(process, deadline.Token) : 0;
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(deadline.Token);
            await Task.WhenAll(input, stdout.Ended, stderr.Ended).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            var what = process.HasExited ? "ended, but something holds its output open" : "is still running";
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{Path.GetFileName(request.Program)} {what} after {request.Timeout.TotalSeconds:0.#} s"
                + $"\nstdout so far: {stdout.TextSoFar}\nstderr so far: {stderr.TextSoFar}");
        }

        return new ProcessResult(process.ExitCode, stdout.SoFar, stderr.SoFar) { MostMemory = most };
    }

    // The kernel keeps the peak; all that is missed is what happens between the last look and the end.
    private static async Task<long> MostMemoryAsync(Process process, CancellationToken cancellation)
    {
        long most = 0;
        while (!process.HasExited)
        {
            try
            {
                process.Refresh();
                most = Math.Max(most, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It has ended meanwhile.
            }

            await Task.Delay(10, cancellation);
        }

        return most;
    }

    private static async Task FeedAsync(Stream stdin, byte[] bytes)
    {
        try
        {
            await stdin.WriteAsync(bytes);
            stdin.Close();
        }
        catch (IOException)
        {
            // The process closed its input without reading all of it, which it may.
        }
    }
}
