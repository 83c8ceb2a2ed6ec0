using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;

namespace Coffer.Cli.Completing;

/// <summary>What the last word of a command line may become: commands, options, and what an argument names in the repository.</summary>
/// <param name="root">All commands.</param>
/// <param name="addresses">The names of the repository.</param>
internal sealed class Candidates(Command root, AddressCandidates addresses)
{
    /// <summary>The candidates, in their order; each is a whole word.</summary>
    /// <param name="words">The words after <c>coffer</c>; the last may be empty.</param>
    public IEnumerable<string> For(IReadOnlyList<string> words)
    {
        var last = words.Count > 0 ? words[^1] : "";
        var (command, positions, waiting) = Walk([.. words.Take(words.Count - 1)]);
        return All(command, positions, waiting, last).Where(candidate => candidate.StartsWith(last, StringComparison.Ordinal)).Distinct();
    }

    private IEnumerable<string> All(Command command, int positions, Option? waiting, string last)
    {
        if (waiting is not null)
        {
            return waiting.GetCompletions(CompletionContext.Empty).Select(item => item.Label);
        }

        if (last.StartsWith('-'))
        {
            return command.Options.Where(option => !option.Hidden && option is not HelpOption)
                .Select(option => option.Name).Append("--help");
        }

        var commands = positions == 0 ? Commands(command) : [];
        return commands.Concat(ArgumentAt(command, positions) is { } argument ? Of(argument, last) : []);
    }

    private IEnumerable<string> Of(Argument argument, string last) => argument.Name switch
    {
        "ADDRESS" or "PREFIX" or "FROM" or "TO" or "SOURCE" or "PLACE" => addresses.Addresses(last),
        "A" or "B" => addresses.Sides(last),
        "TARGET" or "SERVICE" => addresses.Services(last),
        "ENVIRONMENT" => addresses.Environments,
        "COMMAND" => Commands(root),
        _ => argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label),
    };

    // The command that the words name, how many arguments it has by now, and the option that waits for its value.
    private (Command Command, int Positions, Option? Waiting) Walk(IReadOnlyList<string> words)
    {
        var (command, positions, waiting) = (root, 0, default(Option));
        foreach (var word in words)
        {
            if (waiting is not null)
            {
                waiting = null;
            }
            else if (word.StartsWith('-'))
            {
                waiting = command.Options.FirstOrDefault(option => option.Name == word && option.Arity.MinimumNumberOfValues > 0);
            }
            else if (positions == 0 && command.Subcommands.FirstOrDefault(sub => sub.Name == word) is { } sub)
            {
                command = sub;
            }
            else
            {
                positions++;
            }
        }

        return (command, positions, waiting);
    }

    private static Argument? ArgumentAt(Command command, int position) =>
        position < command.Arguments.Count ? command.Arguments[position]
        : command.Arguments.LastOrDefault() is { Arity.MaximumNumberOfValues: > 1 } many ? many
        : null;

    private static IEnumerable<string> Commands(Command command) =>
        command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
}
