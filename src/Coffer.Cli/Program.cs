using Coffer.Cli;
using Coffer.Cli.Execution;

// Before anything else: a stop must not be lost while the container starts.
if (OperatingSystem.IsLinux())
{
    Signals.EndAtOnceIfFirst();
}

return await CommandLine.RunAsync(args, new App());
