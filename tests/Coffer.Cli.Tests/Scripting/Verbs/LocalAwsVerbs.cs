using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>The local AWS of a script: one at a time, none after the script.</summary>
internal static class LocalAwsVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        new("local-aws", "ARG…", 0, Verb.Any, StartAsync),
        new("kill-local-aws", "", 0, 0, static async call =>
        {
            _ = call.World.RunningLocalAws;
            await StopAsync(call.World);
        }),
        new("aws-log", "'REGEX'", 1, 1, LogAsync) { Asserts = true, MayBeNegated = true },
    ];

    /// <summary>Ends the server, if there is one, and looks at all it printed.</summary>
    public static async Task StopAsync(ScriptWorld world)
    {
        if (world.LocalAws is not { } server)
        {
            return;
        }

        await server.DisposeAsync();
        world.LocalAws = null;
        if ((world.Canaries.FindIn(server.Stdout) ?? world.Canaries.FindIn(server.Stderr)) is { } form)
        {
            throw new ScriptFailureException($"a canary is in what coffer-local printed ({form})");
        }
    }

    private static async Task LogAsync(ScriptCall call)
    {
        _ = call.World.LastResult;
        var log = (await call.World.RunningLocalAws.LogAsync())[call.World.LogBefore..];
        var regex = new Regex(call.Arguments[0], RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        call.Assert(regex.IsMatch(log), $"what was asked of AWS does not match:\n{log}", $"what was asked of AWS matches:\n{log}");
    }

    private static async Task StartAsync(ScriptCall call)
    {
        var world = call.World;
        if (world.LocalAws is not null)
        {
            throw new ScriptFailureException("a local-aws is running already");
        }

        // A script may name another server, as the caller of the tests may.
        var program = world.Environment.GetValueOrDefault("COFFER_LOCAL_BIN", Executables.CofferLocal);
        var server = await LocalAwsProcess.StartAsync(new ProcessRequest(program, call.Arguments)
        {
            Directory = world.Directory,
            Environment = new Dictionary<string, string>(world.Environment, StringComparer.Ordinal),
        });
        world.LocalAws = server;
        foreach ((var name, var value) in server.ClientEnvironment)
        {
            world.Environment[name] = value;
        }
    }
}
