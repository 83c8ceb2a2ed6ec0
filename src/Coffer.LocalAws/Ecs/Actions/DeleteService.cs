using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html</summary>
internal static class DeleteService
{
    public static JsonObject Handle(EcsRequest request)
    {
        var service = Services.Require(request);
        if (service.Document["desiredCount"]!.GetValue<int>() > 0 && request.Members["force"]?.GetValue<bool>() != true)
        {
            throw EcsErrors.InvalidParameter("The service cannot be stopped while it is scaled above 0.");
        }

        var deleted = service.With(
            KeyValuePair.Create<string, JsonNode?>("status", Status.Inactive), KeyValuePair.Create<string, JsonNode?>("desiredCount", 0));
        request.Store.Put(deleted);
        return Answer.OfService(deleted);
    }
}
