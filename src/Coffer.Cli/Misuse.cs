using System.CommandLine;
using System.CommandLine.Parsing;
using Coffer.Cli.Help;
using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>
/// What is said of a command line that is not understood. No word of it is repeated: a value that was typed by mistake would be in
/// logs and on screens too.
/// </summary>
internal static class Misuse
{
    private const string WhereValuesComeFrom =
        "; a secret's value comes from the prompt, stdin or --from-file, never from the command line: "
        + "if this was one, it is in your shell's history now, so change it";

    /// <summary>
    /// A word that the library takes without a complaint: a misspelt option as an argument ('init --help-me' or 'init -j' would
    /// name an environment), a word in brackets as a directive that nobody has to know, and what is glued to a switch ('--json=x').
    /// </summary>
    public static string? StrayWord(ParseResult parsed, string[] words) =>
        parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Directive) is { } directive ? directive.Value
        : Array.Find(words, word => IsGluedToSwitch(parsed.CommandResult.Command, word)) is { } glued ? glued
        : parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.Tokens.FirstOrDefault(token =>
                token.Type == TokenType.Argument && token.Value is ['-', _, ..])?.Value;

    /// <summary>The error.</summary>
    /// <param name="parsed">What the library made of it.</param>
    /// <param name="words">The words as they were typed.</param>
    public static CofferException Of(ParseResult parsed, string[] words)
    {
        var command = parsed.CommandResult.Command;
        var path = string.Join(' ', Names(command).Reverse());
        var help = $"'{path} --help' explains it";
        var strange = StrayWord(parsed, words) ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        if (words.Length == 0 || (strange is null && parsed.Errors.Count == 0))
        {
            return new CofferException(
                ErrorCode.Usage, "no command was given", $"{help}\n{HelpPage.Commands(parsed.RootCommandResult.Command).TrimEnd()}");
        }

        if (strange is not null)
        {
            var place = Array.FindIndex(words, word => word.StartsWith(strange, StringComparison.Ordinal)) + 1;
            var meant = Spelling.Meant(strange, Known(command, strange));
            
            // A word that is near to one of ours, and alone, was a slip, and no value.
            return Strange(place == 0 ? "a word" : $"word {place}", meant, help, meant.Length > 0 && parsed.UnmatchedTokens.Count < 2);
        }

        if (Lacking(parsed, command) is { } lacking)
        {
            var example = CommandGuide.All.Values.SelectMany(guide => guide.Examples)
                .FirstOrDefault(line => line.StartsWith($"{path} ", StringComparison.Ordinal));
            return new CofferException(
                ErrorCode.Usage, $"'{path}' needs {lacking}", example is null ? help : $"for example: {example}\n{help}");
        }

        var message = parsed.Errors[0].Message.TrimEnd('.');
        return Reveals(message, parsed)
            ? Strange("a word", "", help, isSlip: false)
            : new CofferException(ErrorCode.Usage, char.ToLowerInvariant(message[0]) + message[1..], help);
    }

    // A command of commands, or an argument that has to be there.
    private static string? Lacking(ParseResult parsed, Command command) =>
        command.Action is null && command.Subcommands.Count > 0 ? $"one of {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}"
        : command.Arguments.FirstOrDefault(argument =>
            argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 })?.Name;

    private static IEnumerable<string> Known(Command command, string word) => word.StartsWith('-')
        ? command.Options.Select(option => option.Name).Append("--help")
        : command.Subcommands.Select(sub => sub.Name);

    private static CofferException Strange(string which, string meant, string help, bool isSlip) => new(
        ErrorCode.Usage,
        $"{which} after 'coffer' is not understood, and not shown, as it may be a secret",
        meant + help + (isSlip ? "" : WhereValuesComeFrom));

    private static bool IsGluedToSwitch(Command command, string word) =>
        word.IndexOfAny(['=', ':']) is > 0 and var end
        && command.Options.FirstOrDefault(option => option.Name == word[..end] || option.Aliases.Contains(word[..end])) is { } known
        && known.ValueType == typeof(bool)
        && !bool.TryParse(word[(end + 1)..], out _);

    // The library quotes what it cannot read.
    private static bool Reveals(string message, ParseResult parsed) => parsed.Tokens.Any(token =>
        token.Type is not (TokenType.Command or TokenType.Option)
        && token.Value.Length > 0
        && message.Contains(token.Value, StringComparison.Ordinal));

    private static IEnumerable<string> Names(Command command)
    {
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return at is RootCommand ? "coffer" : at.Name;
        }
    }
}
