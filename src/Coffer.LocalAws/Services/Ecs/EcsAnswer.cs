using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>Answers that more than one action gives.</summary>
internal static class EcsAnswer
{
    public static void WriteMember(this Utf8JsonWriter answer, string name, JsonNode value)
    {
        answer.WritePropertyName(name);
        value.WriteTo(answer);
    }

    /// <summary>What was asked for, and what of it is not there.</summary>
    public static void WriteDescription(this Utf8JsonWriter answer, string list, IEnumerable<string> arns, Func<string, JsonResource?> find)
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

        answer.WriteMember(list, found);
        answer.WriteMember("failures", failures);
    }
}
