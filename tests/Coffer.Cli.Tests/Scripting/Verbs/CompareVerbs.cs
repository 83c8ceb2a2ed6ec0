using System.Text;
using System.Text.Json;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>Assertions on whole contents: golden files and JSON.</summary>
internal static class CompareVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        Verb.Of("cmp", "stdout|stderr|FILE FILE", 2, 2, Compare) with { Asserts = true, MayBeNegated = true },
        Verb.Of("json", "stdout|FILE PATH VALUE", 3, 3, Json) with { Asserts = true },
    ];

    private static void Compare(ScriptCall call)
    {
        var actual = Neutral(call.World, Content(call.World, call.Arguments[0]));
        var golden = call.Arguments[1];
        var expected = Neutral(call.World, Content(call.World, golden));
        if (actual != expected && call.World.Updating && !call.Negated && call.Arguments[0] is "stdout" or "stderr"
            && call.World.Script.ContentOf(golden) is not null)
        {
            call.World.Script = call.World.Script.With(golden, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(actual)));
            return;
        }

        call.Assert(
            actual == expected,
            $"{call.Arguments[0]} and {golden} differ {Difference(actual, expected)}",
            $"{call.Arguments[0]} and {golden} are the same");
    }

    private static byte[] Content(ScriptWorld world, string name) => name switch
    {
        "stdout" => world.LastResult.Stdout,
        "stderr" => world.LastResult.Stderr,
        _ => File.ReadAllBytes(world.PathOf(name)),
    };

    /// <summary>The bytes, one character each, without what differs from run to run.</summary>
    private static string Neutral(ScriptWorld world, byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        foreach ((var actual, var name) in world.Placeholders())
        {
            text = text.Replace(actual, name, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Difference(string actual, string expected)
    {
        var at = actual.AsSpan().CommonPrefixLength(expected);
        var line = actual.AsSpan(0, at).Count('\n') + 1;
        return $"at byte {at}, line {line} (lengths {actual.Length} and {expected.Length})\n  got:      {From(actual, at)}\n  expected: "
            + $"{From(expected, at)}";
    }

    private static string From(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;
        var end = text.IndexOf('\n', Math.Max(at, start)) is >= 0 and var newline ? newline : text.Length;
        return JsonSerializer.Serialize(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text[Math.Min(start, end)..end])));
    }

    private static void Json(ScriptCall call)
    {
        using var document = JsonDocument.Parse(Content(call.World, call.Arguments[0]));
        var found = JsonPath.Find(document.RootElement, call.Arguments[1]);
        var actual = found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText();
        call.Assert(actual == call.Arguments[2], $"{call.Arguments[1]} is {actual}, and should be {call.Arguments[2]}", "");
    }
}
