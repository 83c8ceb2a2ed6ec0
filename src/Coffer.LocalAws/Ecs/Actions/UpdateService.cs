using System.Text.Json.Nodes;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html</summary>
internal static class UpdateService
{
    public static JsonObject Handle(EcsRequest request)
    {
        var service = Services.Require(request);
        return service.Status == Status.Active
            ? Answer.OfService(Services.Apply(request, service))
            : throw new AwsException(400, "ServiceNotActiveException", "Service was not ACTIVE.");
    }
}
