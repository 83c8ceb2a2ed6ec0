using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>Running programs. Success is expected; with ! in front, failure.</summary>
internal static class CommandVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        Command("coffer", "ARG…", 0, static call => RunAsync(call, Executables.Coffer, call.Arguments)),
        Command("coffer-local", "ARG…", 0, static call => RunAsync(call, Executables.CofferLocal, call.Arguments)),
        Command(
            "exec", "PROGRAM ARG…", 1,
            static call => RunAsync(call, Resolve(call.World, call.Arguments[0]), [.. call.Arguments.Skip(1)])),
    ];

    private static Verb Command(string name, string usage, int least, Func<ScriptCall, Task> run) =>
        new(name, usage, least, Verb.Any, run) { MayBeNegated = true, MayReveal = true };

    private static async Task RunAsync(ScriptCall call, string program, IReadOnlyList<string> arguments)
    {
        var world = call.World;
        var request = new ProcessRequest(program, arguments)
        {
            Directory = world.Directory,
            Environment = world.Environment,
            Stdin = world.NextStdin,
            Typed = world.NextTyped,
            Timeout = world.CommandLimit,
        };
        world.NextStdin = null;
        world.NextTyped = null;
        world.Last = null;
        world.LogBefore = world.LocalAws is { IsLogging: true } server ? (await server.LogAsync()).Length : 0;
        var result = await ChildProcess.RunAsync(request);
        world.Last = result;
        world.LastCommand = call.Line.Text;
        CheckStreams(call, result);
        call.Assert(result.ExitCode == 0, "it failed", "it succeeded, and should have failed");
    }

    private static void CheckStreams(ScriptCall call, ProcessResult result)
    {
        var canaries = call.World.Canaries;
        if (canaries.FindIn(result.Stderr) is { } inStderr)
        {
            throw new ScriptFailureException($"a canary is in stderr ({inStderr})");
        }

        if (!call.Line.Reveals && canaries.FindIn(result.Stdout) is { } inStdout)
        {
            throw new ScriptFailureException($"a canary is in stdout ({inStdout}) of a command that is not marked 'reveals'");
        }

        // A crash is never the failure that a script means with '!'.
        if (result.StderrText.Contains("Unhandled exception", StringComparison.Ordinal))
        {
            throw new ScriptFailureException("it crashed");
        }
    }

    private static string Resolve(ScriptWorld world, string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return world.PathOf(program);
        }

        return (world.Lookup("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new ScriptFailureException($"there is no program '{program}'");
    }
}
