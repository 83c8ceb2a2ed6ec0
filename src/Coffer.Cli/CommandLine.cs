using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Coffer.Cli.Commands;
using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>Parses, runs a command, and turns every failure into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, App app)
    {
        using (app)
        {
            try
            {
                var (own, tail) = SplitCommand(args);
                var parsed = Root(app, tail).Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });

                // The library would print the help to stdout, where a script captures it.
                return parsed.Errors.Count > 0 || parsed.Action is ParseErrorAction || StrayOption(parsed) is not null
                    ? Misused(app, parsed)
                    : await parsed.InvokeAsync(Invocation(app));
            }
            catch (CofferException exception)
            {
                Terminal.Error(exception);
                return (int)exception.Code;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A message could hold anything: only the type and the place are told.
                Terminal.Error(new CofferException(
                    ErrorCode.Internal,
                    $"a defect of coffer: {exception.GetType().Name}{Place(exception)}",
                    "please report it, with the command line and what 'coffer --version' prints"));
                return (int)ErrorCode.Internal;
            }
        }
    }

    private static RootCommand Root(App app, IReadOnlyList<string>? tail) =>
        new("Keeps secrets in Git as KMS ciphertext, and opens them only in the process that needs them.")
        {
            InitCommand.Create(app),
            SetCommand.Create(app),
            GetCommand.Create(app),
            ListCommand.Create(app),
            RemoveCommand.Create(app),
            MoveCommand.CreateMove(app),
            MoveCommand.CreateCopy(app),
            RekeyCommand.Create(app),
            AdoptCommand.Create(app),
            InspectCommand.Create(app),
            VerifyCommand.Create(app),
            StatusCommand.Create(app),
            PushCommand.Create(app),
            PolicyCommand.Create(app),
            ExecCommand.Create(app, tail),
        };

    /// <summary>What follows <c>--</c> in <c>exec</c> is not ours to read.</summary>
    private static (string[] Own, string[]? Tail) SplitCommand(string[] args)
    {
        var dashes = Array.IndexOf(args, "--");
        return args is ["exec", ..] && dashes >= 0 ? (args[..dashes], args[(dashes + 1)..]) : (args, null);
    }

    private static int Misused(App app, ParseResult parsed)
    {
        var command = string.Join(' ', Names(parsed.CommandResult.Command).Reverse());
        var message = parsed.Tokens.Count == 0 ? "no command was given"
            : StrayOption(parsed) is { } stray ? $"'{AddressGrammar.Printable(stray)}' is not understood"
            : parsed.UnmatchedTokens.Count > 0 ? $"'{AddressGrammar.Printable(parsed.UnmatchedTokens[0])}' is not understood"
            : parsed.Errors.Count > 0 ? parsed.Errors[0].Message.TrimEnd('.')
            : "no command was given";
        Terminal.Error(new CofferException(
            ErrorCode.Usage, char.ToLowerInvariant(message[0]) + message[1..], $"'{command} --help' explains it"));
        return (int)ErrorCode.Usage;
    }

    /// <summary>A misspelt option, which the library takes for an argument: 'init --help-me' would name an environment.</summary>
    private static string? StrayOption(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.Tokens.FirstOrDefault(token =>
                token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))?.Value;

    // The first line of a stack trace names methods only, never arguments' values.
    private static string Place(Exception exception) =>
        exception.StackTrace?.Split('\n')[0].TrimEnd() is { Length: > 0 } line ? line[2..] : "";

    private static IEnumerable<string> Names(Command command)
    {
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return at is RootCommand ? "coffer" : at.Name;
        }
    }

    private static InvocationConfiguration Invocation(App app) => new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
        Output = new TerminalWriter(),
        Error = new TerminalWriter(),
    };
}
