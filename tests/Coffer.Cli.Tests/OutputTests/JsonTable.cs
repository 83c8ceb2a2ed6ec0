using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coffer.Cli.Tests.OutputTests;

/// <summary>The manual's table of what <c>--json</c> prints, and the fields of what was printed.</summary>
internal static partial class JsonTable
{
    private static readonly string Text =
        File.ReadAllText(Path.Combine(FindRoot(AppContext.BaseDirectory), "docs", "manual", "commands.md"));

    /// <summary>The fields of each row, in order; a row that says 'with the fields of' another one has these in its list, too.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Rows { get; } = Read();

    /// <summary>The paths of the fields in some objects, but for <c>version</c>, which each has to have.</summary>
    public static IReadOnlyList<string> FieldsOf(IEnumerable<JsonElement> objects)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var each in objects)
        {
            Add(fields, each, "");
            if (each.GetProperty("version").GetInt32() != 1)
            {
                throw new InvalidDataException("the version is not 1");
            }
        }

        // A list that was empty once, and not the next time, is told by what was in it.
        return [.. fields.Where(field => field != "version"
            && !fields.Any(other => other.StartsWith($"{field}[].", StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    // 'x.*' are fields that the user has named.
    private static void Add(HashSet<string> fields, JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var isOpen = path.Split('.')[^1] is "variables" or "encryptionContext";
            foreach (var field in element.EnumerateObject())
            {
                Add(fields, field.Value, path.Length == 0 ? field.Name : $"{path}.{(isOpen ? "*" : field.Name)}");
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object))
        {
            foreach (var item in element.EnumerateArray())
            {
                Add(fields, item, $"{path}[]");
            }
        }
        else
        {
            fields.Add(path);
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        var section = Text[Text.IndexOf("\n## JSON\n", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (Match row in Row().Matches(section))
        {
            // What stands in brackets are values, and what begins with a dash is an option.
            List<string> names = [.. Word().Matches(Bracket().Replace(row.Groups["fields"].Value, "")).Select(word => word.Groups[1].Value)
                .Where(word => !word.StartsWith('-') && word != "COFFER_RELEASE")];
            List<string> fields = [];
            for (var at = 0; at < names.Count; at++)
            {
                if (!names[at].EndsWith("[]", StringComparison.Ordinal))
                {
                    fields.Add(names[at]);
                }
                else if (at + 1 < names.Count && rows.TryGetValue(names[at + 1], out var other))
                {
                    fields.AddRange(other.Where(field => !field.EndsWith(".foreseen", StringComparison.Ordinal)
                        && !field.EndsWith(".why", StringComparison.Ordinal)));
                    at++;
                }
                else
                {
                    var list = names[at];
                    fields.AddRange(fields.ToList().Select(field => $"{list}.{field}"));
                }
            }

            rows.Add(row.Groups["command"].Value, [.. fields.Order(StringComparer.Ordinal)]);
        }

        return rows;
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Coffer.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^\| `(?<command>[a-z][a-z -]*)` \| (?<fields>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Bracket();
}
