using System.Text;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>What the next command reads, and which values are secret.</summary>
internal static class InputVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        Verb.Of("stdin", "'TEXT' | < FILE", 1, 2, Stdin),
        Verb.Of("stdin-hex", "00FF…", 1, 1, static call => Give(call.World, Convert.FromHexString(call.Arguments[0]))),
        Verb.Of("typed", "'TEXT'…", 1, Verb.Any, Typed),
        Verb.Of("canary", "'TEXT'", 1, 1, static call => call.World.Canaries.Declare(call.Arguments[0])),
        Verb.Of("canary-file", "FILE", 1, 1, static call => call.World.Canaries.Allow(call.World.OwnPathOf(call.Arguments[0]))),
    ];

    private static void Stdin(ScriptCall call)
    {
        if (call.Arguments.Count == 2 && call.Arguments[0] != "<")
        {
            throw new ScriptFailureException("usage: stdin 'TEXT' | < FILE");
        }

        Give(call.World, call.Arguments.Count == 2
            ? File.ReadAllBytes(call.World.PathOf(call.Arguments[1]))
            : Encoding.UTF8.GetBytes(call.Arguments[0]));
    }

    private static void Give(ScriptWorld world, byte[] bytes)
    {
        CheckNothingWaits(world);
        world.NextStdin = bytes;
    }

    private static void Typed(ScriptCall call)
    {
        CheckNothingWaits(call.World);
        call.World.NextTyped = call.Arguments;
    }

    private static void CheckNothingWaits(ScriptWorld world)
    {
        if (world.NextStdin is not null || world.NextTyped is not null)
        {
            throw new ScriptFailureException("the next command has its input already");
        }
    }
}
