using Coffer.Cli;
using Coffer.Cli.Execution;

// Any command may come to hold plaintext: before anything else, for all of them.
if (OperatingSystem.IsLinux())
{
    ProcessImage.ForbidCoreDumps();
}

return await CommandLine.RunAsync(args, new App());
