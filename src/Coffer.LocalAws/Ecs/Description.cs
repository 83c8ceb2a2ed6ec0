using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs;

/// <summary>What was asked for, and what of it is not there.</summary>
internal static class Description
{
    public static JsonObject Of(string list, IEnumerable<string> arns, Func<string, EcsResource?> find)
    {
        var found = new JsonArray();
        var failures = new JsonArray();
        foreach (var arn in arns)
        {
            if (find(arn) is { } resource)
            {
                found.Add((JsonNode)resource.Copy());
            }
            else
            {
                failures.Add((JsonNode)new JsonObject { ["arn"] = arn, ["reason"] = "MISSING" });
            }
        }

        return new JsonObject { [list] = found, ["failures"] = failures };
    }
}
