using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>Files: made, moved and looked for inside the script's own directories.</summary>
internal static partial class FileVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        Tool("mkdir", "DIR…", 1, ["-p"]),
        Tool("rm", "PATH…", 1, ["-rf"]),
        Tool("cp", "FROM… TO", 2, ["-R"]),
        Tool("mv", "FROM… TO", 2, []),
        Tool("mkfifo", "PATH…", 1, []),
        new("chmod", "MODE PATH…", 2, Verb.Any, static call => RunAsync(call, [call.Arguments[0]], [.. call.Arguments.Skip(1)])),
        new("ln", "-s TARGET PATH", 3, 3, LinkAsync),
        Verb.Of("hex", "FILE 00FF…", 2, 2, Hex),
        Verb.Of("expand", "FILE", 1, 1, Expand),
        Verb.Of("exists", "PATH…", 1, Verb.Any, Exists) with { Asserts = true, MayBeNegated = true },
    ];

    private static Verb Tool(string name, string usage, int least, string[] options) =>
        new(name, usage, least, Verb.Any, call => RunAsync(call, options, call.Arguments));

    private static async Task RunAsync(ScriptCall call, IReadOnlyList<string> before, IReadOnlyList<string> paths)
    {
        // The paths of a copy that is read may be elsewhere, but no script needs that.
        string[] own = [.. paths.Select(call.World.OwnPathOf)];
        await RunToolAsync(call, [.. before, "--", .. own]);
    }

    private static async Task LinkAsync(ScriptCall call)
    {
        if (call.Arguments[0] != "-s")
        {
            throw new ScriptFailureException("usage: ln -s TARGET PATH");
        }

        await RunToolAsync(call, ["-s", "--", call.Arguments[1], call.World.OwnPathOf(call.Arguments[2])]);
    }

    private static async Task RunToolAsync(ScriptCall call, IReadOnlyList<string> arguments)
    {
        var result = await ChildProcess.RunAsync(new ProcessRequest(call.Line.Verb, arguments));
        if (result.ExitCode != 0)
        {
            throw new ScriptFailureException(result.StderrText.TrimEnd());
        }
    }

    private static void Hex(ScriptCall call) =>
        File.WriteAllBytes(call.World.OwnPathOf(call.Arguments[0]), Convert.FromHexString(call.Arguments[1]));

    /// <summary>Replaces ${NAME} in a fixture, for what is known only once the script runs.</summary>
    private static void Expand(ScriptCall call)
    {
        var path = call.World.OwnPathOf(call.Arguments[0]);
        var text = VariableInText().Replace(File.ReadAllText(path), match =>
            call.World.Lookup(match.Groups[1].Value) ?? throw new ScriptFailureException($"unknown variable {match.Value}"));
        File.WriteAllText(path, text);
    }

    private static void Exists(ScriptCall call)
    {
        foreach (var argument in call.Arguments)
        {
            // A link counts even where it points nowhere.
            var path = call.World.PathOf(argument);
            var there = Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
            call.Assert(there, $"there is no {argument}", $"there is {argument}");
        }
    }

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex VariableInText();
}
