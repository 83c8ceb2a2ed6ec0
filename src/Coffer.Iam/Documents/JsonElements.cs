using System.Text.Json;

namespace Coffer.Iam.Documents;

/// <summary>Reads the elements of a document's objects, and remembers all that is wrong with them.</summary>
internal sealed class JsonElements
{
    private readonly List<PolicyProblem> problems = [];

    /// <summary>What was wrong, in the document's order.</summary>
    public IReadOnlyList<PolicyProblem> Problems => problems;

    /// <summary>Remembers a problem.</summary>
    public void Add(ProblemKind kind, string where, string element, string text, string? value = null) =>
        problems.Add(new PolicyProblem(kind, where, element, text) { Value = value });

    /// <summary>The elements of an object by their names; those that are unknown or come twice are remembered as problems.</summary>
    public Dictionary<string, JsonElement> Of(JsonElement json, string where, IReadOnlyCollection<string> known)
    {
        var elements = new Dictionary<string, JsonElement>();
        foreach (var property in json.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                Add(ProblemKind.Unknown, where, property.Name, $"there is no element '{property.Name}'");
            }
            else if (!elements.TryAdd(property.Name, property.Value))
            {
                Add(ProblemKind.Twice, where, property.Name, $"'{property.Name}' is there twice");
            }
        }

        return elements;
    }

    /// <summary>An element that is a text; null where it is something else.</summary>
    public string? Text(JsonElement json, string where, string element)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString();
        }

        Add(ProblemKind.Type, where, element, $"'{element}' must be a text");
        return null;
    }

    /// <summary>An element that is a text or a list of texts.</summary>
    /// <param name="loose">Whether numbers and truth values are texts as well, as in a condition.</param>
    public IReadOnlyList<string> Texts(JsonElement json, string where, string element, bool loose = false)
    {
        if (AsText(json, loose) is { } single)
        {
            return [single];
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            Add(ProblemKind.Type, where, element, $"'{element}' must be a text or a list of texts");
            return [];
        }

        var texts = new List<string>();
        foreach (var item in json.EnumerateArray())
        {
            if (AsText(item, loose) is { } text)
            {
                texts.Add(text);
            }
            else
            {
                Add(ProblemKind.Type, where, element, $"'{element}' must have texts only");
            }
        }

        return texts;
    }

    private static string? AsText(JsonElement json, bool loose) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number when loose => json.GetRawText(),
        JsonValueKind.True when loose => "true",
        JsonValueKind.False when loose => "false",
        _ => null,
    };
}
