using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>Assertions on the last command by what it wrote and how it ended.</summary>
internal static class OutputVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        Verb.Of("exit", "CODE", 1, 1, Exit) with { Asserts = true },
        Matching("stdout", static call => call.World.LastResult.StdoutText),
        Matching("stderr", static call => call.World.LastResult.StderrText),
        Verb.Of("stdout-is", "'TEXT'", 1, 1, static call => Same(call, "stdout", call.World.LastResult.Stdout)) with { Asserts = true },
        Verb.Of("stderr-is", "'TEXT'", 1, 1, static call => Same(call, "stderr", call.World.LastResult.Stderr)) with { Asserts = true },
        Verb.Of("grep", "'REGEX' FILE", 2, 2, Grep) with { Asserts = true, MayBeNegated = true },
    ];

    private static Verb Matching(string stream, Func<ScriptCall, string> text) =>
        Verb.Of(stream, "'REGEX'", 1, 1, call => Match(call, stream, text(call))) with { Asserts = true, MayBeNegated = true };

    private static void Exit(ScriptCall call)
    {
        var expected = int.Parse(call.Arguments[0], CultureInfo.InvariantCulture);
        var actual = call.World.LastResult.ExitCode;
        call.Assert(actual == expected, $"it ended with {actual}, and should have with {expected}", "");
    }

    private static void Same(ScriptCall call, string stream, byte[] actual) => call.Assert(
        actual.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(call.Arguments[0])), $"{stream} is not exactly this text", "");

    private static void Grep(ScriptCall call) =>
        Match(call, call.Arguments[1], File.ReadAllText(call.World.PathOf(call.Arguments[1])));

    private static void Match(ScriptCall call, string where, string text)
    {
        var regex = new Regex(call.Arguments[0], RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        call.Assert(regex.IsMatch(text), $"{where} does not match", $"{where} matches");
    }
}
