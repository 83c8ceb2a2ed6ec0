using System.Text.Json;
using Coffer.Core.Model;

using References =
    System.Collections.Generic.Dictionary<
        string, System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyList<string>>>;

namespace Coffer.Cli.Access;

/// <summary>
/// What <c>terraform show -json</c> prints of a plan or a state:
/// https://developer.hashicorp.com/terraform/internals/json-format
/// </summary>
internal static class TerraformShow
{
    private static readonly Dictionary<string, IReadOnlyList<string>> None = [];

    /// <summary>The managed resources of a file.</summary>
    public static IReadOnlyList<TerraformResource> Read(string path)
    {
        using var json = InputFile.Json(path);
        var root = json.RootElement;
        var values = root.Object("planned_values") ?? root.Object("values") ?? throw new CofferException(
            ErrorCode.Malformed,
            $"'{AddressGrammar.Printable(path)}' has neither 'planned_values' nor 'values'",
            "write it with 'terraform show -json PLANFILE' or 'terraform show -json'");
        var references = new References();
        if (root.Object("configuration") is { } configuration && configuration.Object("root_module") is { } module)
        {
            ReadConfiguration(module, "", references);
        }

        var found = new List<TerraformResource>();
        if (values.Object("root_module") is { } resources)
        {
            ReadValues(resources, references, found);
        }

        return found;
    }

    private static void ReadValues(JsonElement module, References references, List<TerraformResource> found)
    {
        foreach (var resource in module.List("resources").Where(resource => resource.Text("mode") == "managed"))
        {
            if (resource.Text("address") is { } address && resource.Text("type") is { } type && resource.Object("values") is { } values)
            {
                var named = references.GetValueOrDefault(WithoutIndexes(address), None);
                found.Add(new TerraformResource(address, type, values.Clone(), named));
            }
        }

        foreach (var child in module.List("child_modules"))
        {
            ReadValues(child, references, found);
        }
    }

    private static void ReadConfiguration(JsonElement module, string prefix, References references)
    {
        foreach (var resource in module.List("resources"))
        {
            if (resource.Text("address") is { } address && resource.Object("expressions") is { } expressions)
            {
                var each = resource.Object("for_each_expression") is { } list ? list.Texts("references").ToList() : [];
                references[prefix + address] = expressions.EnumerateObject()
                    .Where(expression => expression.Value.ValueKind == JsonValueKind.Object)
                    .ToDictionary(expression => expression.Name, expression => Named(expression.Value, each, prefix));
            }
        }

        foreach (var call in module.Object("module_calls")?.EnumerateObject() ?? default)
        {
            if (call.Value.Object("module") is { } child)
            {
                ReadConfiguration(child, $"{prefix}module.{call.Name}.", references);
            }
        }
    }

    // Where the value is that of for_each, what for_each names is meant.
    private static IReadOnlyList<string> Named(JsonElement expression, List<string> each, string prefix)
    {
        var names = expression.Texts("references").ToList();
        return [.. names.Concat(names.Contains("each.value") ? each : []).Select(name => prefix + name)];
    }

    /// <summary>An address without the indexes of <c>count</c> and <c>for_each</c>.</summary>
    public static string WithoutIndexes(string address)
    {
        var plain = new System.Text.StringBuilder();
        for (var at = 0; at < address.Length; at++)
        {
            if (address[at] != '[')
            {
                plain.Append(address[at]);
                continue;
            }

            // A text in brackets may have brackets of its own.
            var quoted = address.IndexOf("\"]", at, StringComparison.Ordinal);
            at = address.IndexOf(']', at + 1 < address.Length && address[at + 1] == '"' && quoted >= 0 ? quoted : at);
        }

        return plain.ToString();
    }
}
