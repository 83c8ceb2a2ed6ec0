using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>Paths like <c>secrets[0].address</c> or <c>secrets["tls/server.key"].bytes</c>; <c>.</c> is the whole.</summary>
internal static partial class JsonPath
{
    public static JsonElement Find(JsonElement element, string path)
    {
        var position = path == "." ? 1 : 0;
        while (position < path.Length)
        {
            var step = Step().Match(path, position);
            if (!step.Success || step.Index != position)
            {
                throw new ScriptFailureException($"'{path}' is not a path");
            }

            position += step.Length;
            element = Take(element, step, path);
        }

        return element;
    }

    private static JsonElement Take(JsonElement element, Match step, string path)
    {
        if (step.Groups["index"] is { Success: true } index)
        {
            var i = int.Parse(index.Value, CultureInfo.InvariantCulture);
            return element.ValueKind == JsonValueKind.Array && i < element.GetArrayLength() ? element[i] : throw Nothing(step, path);
        }

        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(step.Groups["name"].Value, out var value)
            ? value
            : throw Nothing(step, path);
    }

    private static ScriptFailureException Nothing(Match step, string path) => new($"there is no {step.Value} at '{path}'");

    [GeneratedRegex("""\.?(?<name>[^.\[\]"]+)|\[(?<index>[0-9]+)\]|\["(?<name>[^"]+)"\]""")]
    private static partial Regex Step();
}
