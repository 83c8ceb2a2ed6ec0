using System.CommandLine;
using System.Text;
using Coffer.Cli.Help;
using Coffer.Core.Model;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer help</c>: what there is, or what one command does.</summary>
internal static class HelpCommand
{
    public static Command Create(Command root)
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "What to explain; all commands, if none is given",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("help", "Explain a command, or list all of them") { words };
        command.SetAction(parsed => Run(root, parsed.GetRequiredValue(words)));
        return command;
    }

    private static int Run(Command root, string[] words)
    {
        var at = root;
        foreach (var word in words)
        {
            at = at.Subcommands.FirstOrDefault(command => command.Name == word) ?? throw new CofferException(
                ErrorCode.Usage,
                "what is given to 'help' is no command",
                Spelling.Meant(word, at.Subcommands.Select(command => command.Name)) + "'coffer help' lists them");
        }

        Terminal.Bytes(Encoding.UTF8.GetBytes(HelpPage.Of(at)));
        return 0;
    }
}
