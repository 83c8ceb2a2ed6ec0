using System.CommandLine;
using Coffer.Cli.Completing;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer complete</c>, for shells: prints what the last of some words may become. Hidden: nobody types it.</summary>
internal static class CompleteCommand
{
    public static Command Create(App app, Command root)
    {
        var words = new Argument<string[]>("WORD")
        {
            Description = "The words after 'coffer', up to the one to complete; after '--'",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var next = new Option<bool>("--next") { Description = "A further word is to begin" };
        var command = new Command("complete", "Print what the last word may become; for shells") { words, next };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            string[] all = [.. parsed.GetRequiredValue(words), .. parsed.GetValue(next) ? [""] : Array.Empty<string>()];
            foreach (var candidate in new Candidates(root, new AddressCandidates(app.Repository)).For(all))
            {
                Terminal.Line(candidate);
            }

            return 0;
        });
        return command;
    }
}
