using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs;

/// <summary>Answers that more than one action gives.</summary>
internal static class Answer
{
    /// <summary>The tags are beside the definition, not in it.</summary>
    public static JsonObject OfTaskDefinition(EcsResource definition)
    {
        var document = definition.Copy();
        document.Remove(Tagging.Member, out var tags);
        return new JsonObject { ["taskDefinition"] = document, [Tagging.Member] = tags ?? new JsonArray() };
    }

    public static JsonObject OfService(EcsResource service) => new() { ["service"] = service.Copy() };
}
