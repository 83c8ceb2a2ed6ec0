using Coffer.Cli;

return await CommandLine.RunAsync(args, new App());
