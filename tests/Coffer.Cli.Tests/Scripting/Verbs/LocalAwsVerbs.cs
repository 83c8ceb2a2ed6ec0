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

    private static async Task StartAsync(ScriptCall call)
    {
        ScriptWorld world = call.World;
        if (world.LocalAws is not null)
        {
            throw new ScriptFailureException("a local-aws is running already");
        }

        // A script may name another server, as the caller of the tests may.
        string program = world.Environment.GetValueOrDefault("COFFER_LOCAL_BIN", Executables.CofferLocal);
        LocalAwsProcess server = await LocalAwsProcess.StartAsync(new ProcessRequest(program, call.Arguments)
        {
            Directory = world.Directory,
            Environment = new Dictionary<string, string>(world.Environment, StringComparer.Ordinal),
        });
        world.LocalAws = server;
        foreach ((string name, string value) in server.ClientEnvironment)
        {
            world.Environment[name] = value;
        }
    }
}
