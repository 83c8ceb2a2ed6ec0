using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Coffer.Cli.Commands;
using Coffer.Cli.Execution;
using Coffer.Cli.Help;
using Coffer.Core.Configuration;
using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>Parses, runs a command, and turns every failure into a message and an exit code.</summary>
internal static class CommandLine
{
    private const string ReasonName = "--reason";

    // Made before memory is short.
    private static readonly byte[] NoMemory = System.Text.Encoding.UTF8.GetBytes(
        "coffer: error: there is not enough memory\ncoffer: hint: raise the limit ('ulimit -v', or the container's memory)\n");

    private static readonly Option<string?> Reason = new(ReasonName)
    {
        Description = "Why: a few words that CloudTrail keeps of each call to AWS",
        Recursive = true,
    };

    /// <summary>Runs one command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, App app)
    {
        using (app)
        {
            var (own, tail) = SplitCommand(args);
            app.Words = own;
            try
            {
                var parsed = Root(app, tail).Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });

                // The library would print the help to stdout, where a script captures it.
                RequireVariables(app, parsed);
                if (parsed.Errors.Count > 0 || parsed.Action is ParseErrorAction || Misuse.StrayWord(parsed, own) is not null)
                {
                    throw Misuse.Of(parsed, own);
                }

                app.Reason = RunsCommand(parsed) ? ReasonOf(parsed, app) : null;
                return await parsed.InvokeAsync(Invocation(app));
            }
            catch (CofferException exception)
            {
                app.Tell(exception);
                return (int)exception.Code;
            }
            catch (Exception exception) when (Chain(exception).OfType<OutOfMemoryException>().Any() || SystemMemory.IsShort())
            {
                Descriptor.WriteErrors(NoMemory);
                return (int)ErrorCode.Denied;
            }
            catch (Exception exception) when (Chain(exception).FirstOrDefault(FileTrouble.Is) is { } trouble)
            {
                // A file of the system or of a library, which nobody was told of. Of .NET's message only the path is told: a static
                // binary has no texts of .NET's.
                Terminal.Error(new CofferException(
                    ErrorCode.Denied,
                    $"a file cannot be read: {PathIn(trouble.Message)}{FileTrouble.Cause(trouble)}",
                    "mend it and run the same command again"));
                return (int)ErrorCode.Denied;
            }
            catch (Exception exception)
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

    /// <summary>The path that a message of .NET has in quotes or ends with, and a colon; nothing where it has none.</summary>
    internal static string PathIn(string message)
    {
        var at = Math.Max(message.IndexOf("'/", StringComparison.Ordinal), message.IndexOf(", /", StringComparison.Ordinal) + 1);
        return at <= 0 ? "" : $"'{AddressGrammar.Printable(message[(at + 1)..].Split('\'')[0])}': ";
    }

    internal static RootCommand Root(App app, IReadOnlyList<string>? tail)
    {
        var root = new RootCommand("Secrets in Git as KMS ciphertext, open only in the process that needs them")
        {
            InitCommand.Create(app),
            SetCommand.Create(app),
            GenerateCommand.Create(app),
            GetCommand.Create(app),
            ListCommand.Create(app),
            RemoveCommand.Create(app),
            MoveCommand.CreateMove(app),
            MoveCommand.CreateCopy(app),
            RekeyCommand.Create(app),
            AdoptCommand.Create(app),
            EditCommand.Create(app),
            ImportCommand.Create(app),
            ExportCommand.Create(app),
            InspectCommand.Create(app),
            HistoryCommand.Create(app),
            DiffCommand.Create(app),
            VerifyCommand.Create(app),
            StatusCommand.Create(app),
            PushCommand.Create(app),
            KeyCommand.Create(app),
            PolicyCommand.Create(app),
            AccessCommand.Create(app),
            AuditCommand.Create(app),
            DoctorCommand.Create(app),
            ExecCommand.Create(app, tail),
            CompletionCommand.Create(),
            VersionCommand.Create(),
        };
        root.Add(HelpCommand.Create(root));
        root.Add(Reason);
        root.Add(CompleteCommand.Create(app, root));
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage.Action();

        // A word in brackets is no directive of the library's, such as '[suggest]', but one that is not understood.
        root.Directives.Clear();
        return root;
    }

    /// <summary>What follows <c>--</c> in <c>exec</c> is not ours to read.</summary>
    private static (string[] Own, string[]? Tail) SplitCommand(string[] args)
    {
        var dashes = Array.IndexOf(args, "--");
        return args is ["exec", ..] && dashes >= 0 ? (args[..dashes], args[(dashes + 1)..]) : (args, null);
    }

    private static CallReason? ReasonOf(ParseResult parsed, App app) => parsed.GetValue(Reason) is { } words
        ? CallReason.Parse(words, $"what follows '{ReasonName}'", ErrorCode.Usage)
        : CallReason.Of(app.Variable);

    private static bool RunsCommand(ParseResult parsed) =>
        parsed.Action is not null && parsed.Action == parsed.CommandResult.Command.Action;

    // Help is given whatever is set.
    private static void RequireVariables(App app, ParseResult parsed)
    {
        if (RunsCommand(parsed))
        {
            CofferVariables.RequireNoneEmpty(app.Variable);
        }
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            yield return at;
        }
    }

    // The first line of a stack trace names methods only, never arguments' values.
    private static string Place(Exception exception) =>
        exception.StackTrace?.Split('\n')[0].TrimEnd() is { Length: > 0 } line ? line[2..] : "";

    private static InvocationConfiguration Invocation(App app) => new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
        Output = new TerminalWriter(),
        Error = new TerminalWriter(),
    };
}
