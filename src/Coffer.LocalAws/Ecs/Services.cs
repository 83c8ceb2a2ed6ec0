using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs;

/// <summary>What creating and updating a service have in common: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html</summary>
internal static class Services
{
    /// <summary>The members of a request that become the service's own.</summary>
    private static readonly string[] Kept =
    [
        "availabilityZoneRebalancing", "capacityProviderStrategy", "deploymentConfiguration", "deploymentController", "desiredCount",
        "enableECSManagedTags", "enableExecuteCommand", "healthCheckGracePeriodSeconds", "launchType", "loadBalancers", "networkConfiguration",
        "placementConstraints", "placementStrategy", "platformVersion", "propagateTags", "schedulingStrategy", "serviceRegistries", "tags",
    ];

    /// <summary>Keeps what the request says, as a deployment that has come to its end: there are no tasks to wait for.</summary>
    public static EcsResource Apply(EcsRequest request, EcsResource service)
    {
        var changed = service.With(request.Given(Kept));
        if (request.Text("taskDefinition") is { } name)
        {
            var definition = TaskDefinitions.Find(request, name) is { Status: Status.Active } found ? found : throw EcsErrors.Client("TaskDefinition not found.");
            changed = changed.With(KeyValuePair.Create<string, JsonNode?>("taskDefinition", definition.Arn));
        }

        changed = changed.With(KeyValuePair.Create<string, JsonNode?>("deployments", new JsonArray(Deployment(request, changed))));
        request.Store.Put(changed);
        return changed;
    }

    /// <summary>The service that a request names, deleted perhaps.</summary>
    public static EcsResource Require(EcsRequest request) =>
        request.Store.Find(request.ServiceArn(request.Cluster(), request.Required("service"))) ?? throw EcsErrors.NoService();

    private static JsonObject Deployment(EcsRequest request, EcsResource service) => new()
    {
        ["id"] = $"ecs-svc/{RandomNumberGenerator.GetString("0123456789", 19)}",
        ["status"] = "PRIMARY",
        ["taskDefinition"] = service.Document["taskDefinition"]?.DeepClone(),
        ["desiredCount"] = service.Document["desiredCount"]?.DeepClone(),
        ["runningCount"] = 0,
        ["pendingCount"] = 0,
        ["createdAt"] = request.Date,
        ["updatedAt"] = request.Date,
        ["rolloutState"] = "COMPLETED",
    };
}
