using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html</summary>
internal static class DeregisterTaskDefinition
{
    public static JsonObject Handle(EcsRequest request)
    {
        var definition = TaskDefinitions.Find(request, request.Required("taskDefinition"))
            ?? throw EcsErrors.Client("The specified task definition does not exist.");
        var deregistered = definition.With(
            KeyValuePair.Create<string, JsonNode?>("status", Status.Inactive),
            KeyValuePair.Create<string, JsonNode?>("deregisteredAt", request.Date));
        request.Store.Put(deregistered);
        return Answer.OfTaskDefinition(deregistered);
    }
}
