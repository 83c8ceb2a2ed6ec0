using System.Diagnostics;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>The program itself, started from the folder of the tests.</summary>
internal sealed class ServerProcess : IDisposable
{
    private ServerProcess(Process process, string firstLine)
    {
        Process = process;
        FirstLine = firstLine;
    }

    public Process Process { get; }

    public string FirstLine { get; }

    public Uri Endpoint => new(FirstLine["listening on ".Length..]);

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var process = Launch(arguments);
        var line = await process.StandardOutput.ReadLineAsync();
        return new ServerProcess(process, line ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync()));
    }

    /// <summary>A start that is meant to fail.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        return await EndAsync(process);
    }

    /// <summary>What it ends with, and what it has written.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, errors);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>Tells it to end, as a service manager does.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await Process.WaitForExitAsync();
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }

    /// <summary>The process, with its output to be read.</summary>
    public static Process Launch(string[] arguments, params (string Name, string Value)[] variables)
    {
        var library = Path.Combine(AppContext.BaseDirectory, "coffer-local.dll");
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } p && Path.GetFileNameWithoutExtension(p) == "dotnet" ? p : "dotnet", [library, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coffer-local-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
