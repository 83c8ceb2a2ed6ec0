using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Running;

/// <summary>The command as a child of this process, with its terminal, its standard streams and its folder.</summary>
internal sealed partial class TaskProcess : IDisposable
{
    private const int Terminated = 15;
    private const int NoSuchFile = 2;

    /// <summary>How long ECS waits after SIGTERM.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly Process process = new();
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly CancellationTokenSource kill = new();
    private readonly Lock gate = new();
    private bool isBegun;
    private bool isTerminated;

    private TaskProcess(ProcessStartInfo start)
    {
        process.StartInfo = start;
        kill.Token.Register(() => process.Kill());

        // Before there is a child: this process never goes without it. Ctrl+C reaches the child, too, by the terminal; SIGTERM is for
        // this process alone, and is passed on.
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Terminate();
        }));
    }

    /// <summary>Of the command that has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <exception cref="StartupException">It cannot be started.</exception>
    public static TaskProcess Start(IReadOnlyList<string> command, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var task = new TaskProcess(start);
        try
        {
            task.Begin();
            return task;
        }
        catch (Win32Exception e)
        {
            task.Dispose();
            throw new StartupException(
                e.NativeErrorCode == NoSuchFile ? Hosting.ExitCode.CommandNotFound : Hosting.ExitCode.CannotRun,
                $"cannot run '{command[0]}', the first word of the container's entryPoint and command, on this machine: put it into "
                    + "PATH, or give another command after --",
                e);
        }
    }

    public void Dispose()
    {
        signals.ForEach(signal => signal.Dispose());
        kill.Dispose();
        process.Dispose();
    }

    /// <summary>Whether it has ended, or does so within a time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Tells it to end; what does not is killed.</summary>
    public void Terminate()
    {
        lock (gate)
        {
            var isFirst = !isTerminated;
            isTerminated = true;
            if (isFirst && isBegun)
            {
                Signal();
            }
        }
    }

    private void Begin()
    {
        lock (gate)
        {
            process.Start();
            isBegun = true;
            if (isTerminated)
            {
                Signal();
            }
        }
    }

    private void Signal()
    {
        if (!process.HasExited && (OperatingSystem.IsWindows() || Kill(process.Id, Terminated) != 0))
        {
            process.Kill();
        }

        kill.CancelAfter(StopTimeout);
    }

    /// <summary>https://man7.org/linux/man-pages/man2/kill.2.html</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
