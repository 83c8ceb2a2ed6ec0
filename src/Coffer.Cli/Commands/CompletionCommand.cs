using System.CommandLine;
using System.Text;
using Coffer.Cli.Completing;
using Coffer.Core.Model;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer completion</c>: what a shell loads to complete commands, options and addresses.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", ShellScripts.All.Keys) };
        shell.CompletionSources.Add([.. ShellScripts.All.Keys]);
        var command = new Command("completion", "Print what your shell loads to complete commands and addresses") { shell };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(shell)));
        return command;
    }

    private static int Run(string shell)
    {
        Terminal.Bytes(Encoding.UTF8.GetBytes(ShellScripts.All.GetValueOrDefault(shell) ?? throw new CofferException(
            ErrorCode.Usage,
            "what is given is no shell that is known",
            $"{Spelling.Meant(shell, ShellScripts.All.Keys)}the shells are {string.Join(", ", ShellScripts.All.Keys)}")));
        return 0;
    }
}
