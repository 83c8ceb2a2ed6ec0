using System.Text.Json;

namespace Coffer.Iam.Documents;

/// <summary>Reads one statement of a document.</summary>
internal static class StatementReader
{
    private static readonly string[] Elements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <summary>The statement, as far as it can be read.</summary>
    public static Statement Read(JsonElements elements, JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            elements.Add(ProblemKind.Type, where, "", "a statement must be an object");
            return new Statement("", Effect.Deny, [], []);
        }

        var found = elements.Of(json, where, Elements);
        var (actions, exceptActions) = List(elements, found, where, "Action");
        var (resources, exceptResources) = List(elements, found, where, "Resource");
        var sid = found.TryGetValue("Sid", out var s) ? elements.Text(s, where, "Sid") : null;
        Conflict(elements, found, where, "Principal");
        return new Statement(sid ?? "", ReadEffect(elements, found, where), actions, resources)
        {
            Principals = Principals(elements, found, where),
            ExceptPrincipals = found.ContainsKey("NotPrincipal"),
            ExceptActions = exceptActions,
            ExceptResources = exceptResources,
            Conditions = found.TryGetValue("Condition", out var condition) ? Conditions(elements, condition, $"{where}.Condition") : [],
        };
    }

    private static Effect ReadEffect(JsonElements elements, Dictionary<string, JsonElement> found, string where)
    {
        if (!found.TryGetValue("Effect", out var json))
        {
            elements.Add(ProblemKind.Missing, where, "Effect", "there is no 'Effect'");
            return Effect.Deny;
        }

        var text = elements.Text(json, where, "Effect");
        if (text is not (null or "Allow" or "Deny"))
        {
            elements.Add(ProblemKind.Value, where, "Effect", $"'{text}' is no effect: it is 'Allow' or 'Deny'", text);
        }

        return text == "Allow" ? Effect.Allow : Effect.Deny;
    }

    private static (IReadOnlyList<string> Values, bool Except) List(
        JsonElements elements, Dictionary<string, JsonElement> found, string where, string element)
    {
        Conflict(elements, found, where, element);
        var name = found.ContainsKey(element) ? element : $"Not{element}";
        if (!found.TryGetValue(name, out var json))
        {
            return ([], false);
        }

        var values = elements.Texts(json, where, name);
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 0)
        {
            elements.Add(ProblemKind.Empty, where, name, $"'{name}' is empty");
        }

        return (values, name != element);
    }

    private static void Conflict(JsonElements elements, Dictionary<string, JsonElement> found, string where, string element)
    {
        if (found.ContainsKey(element) && found.ContainsKey($"Not{element}"))
        {
            elements.Add(ProblemKind.Conflict, where, $"Not{element}", $"'{element}' and 'Not{element}' are both there");
        }
    }

    private static Principal[]? Principals(JsonElements elements, Dictionary<string, JsonElement> found, string where)
    {
        var name = found.ContainsKey("Principal") ? "Principal" : "NotPrincipal";
        if (!found.TryGetValue(name, out var json))
        {
            return null;
        }

        if (json.ValueKind == JsonValueKind.String)
        {
            if (json.GetString() != "*")
            {
                elements.Add(ProblemKind.Value, where, name, $"'{name}' must be a star or an object", json.GetString());
            }

            return [Principal.Everybody];
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            elements.Add(ProblemKind.Type, where, name, $"'{name}' must be a star or an object");
            return [];
        }

        var place = $"{where}.{name}";
        Principal[] principals =
        [
            .. elements.Of(json, place, Principal.Kinds)
                .Select(kind => new Principal(kind.Key, elements.Texts(kind.Value, place, kind.Key))),
        ];
        if (!principals.Any(principal => principal.Names.Count > 0))
        {
            elements.Add(ProblemKind.Empty, where, name, $"'{name}' names nobody");
        }

        return principals;
    }

    private static List<Condition> Conditions(JsonElements elements, JsonElement json, string where)
    {
        var conditions = new List<Condition>();
        foreach (var (test, keys) in Objects(elements, json, where))
        {
            var place = $"{where}.{test}";
            foreach (var (key, values) in Members(elements, keys, place))
            {
                conditions.Add(new Condition(test, key, elements.Texts(values, place, key, loose: true)));
            }
        }

        return conditions;
    }

    private static IEnumerable<(string Name, JsonElement Json)> Objects(JsonElements elements, JsonElement json, string where)
    {
        foreach (var (name, value) in Members(elements, json, where))
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                yield return (name, value);
            }
            else
            {
                elements.Add(ProblemKind.Type, where, name, $"'{name}' must be an object of condition keys");
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Json)> Members(JsonElements elements, JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            elements.Add(ProblemKind.Type, where, "", "it must be an object");
            yield break;
        }

        // Names of operators and keys are the same in capitals and small letters.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                elements.Add(ProblemKind.Twice, where, property.Name, $"'{property.Name}' is there twice");
            }

            yield return (property.Name, property.Value);
        }
    }
}
