using Coffer.Cli;
using Coffer.Cli.Execution;

// Any command may come to hold plaintext: before anything else, for all of them.
if (OperatingSystem.IsLinux())
{
    ProcessImage.ForbidCoreDumps();
    FirstProcess.EndAtSignals();
}

StandardDescriptors.Hold();
Signals.KeepFileLimit();
#pragma warning disable CA2000 // the command line disposes of it
return await CommandLine.RunAsync(args, new App());
#pragma warning restore CA2000
