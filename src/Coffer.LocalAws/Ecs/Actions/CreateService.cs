using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html</summary>
internal static class CreateService
{
    public static JsonObject Handle(EcsRequest request)
    {
        var cluster = request.Cluster();
        var arn = request.ServiceArn(cluster, request.Required("serviceName"));
        if (request.Store.Find(arn) is { Status: Status.Active })
        {
            throw EcsErrors.InvalidParameter("Creation of service was not idempotent.");
        }

        _ = request.Required("taskDefinition");
        return Answer.OfService(Services.Apply(request, new EcsResource(arn, new JsonObject
        {
            ["serviceArn"] = arn,
            ["serviceName"] = arn.Split('/')[^1],
            ["clusterArn"] = cluster.Arn,
            ["status"] = Status.Active,
            ["desiredCount"] = 0,
            ["runningCount"] = 0,
            ["pendingCount"] = 0,
            ["createdAt"] = request.Date,
            ["events"] = new JsonArray(),
            ["loadBalancers"] = new JsonArray(),
            ["serviceRegistries"] = new JsonArray(),
            ["placementConstraints"] = new JsonArray(),
            ["placementStrategy"] = new JsonArray(),
            ["schedulingStrategy"] = "REPLICA",
            ["deploymentController"] = new JsonObject { ["type"] = "ECS" },
            ["deploymentConfiguration"] = new JsonObject { ["maximumPercent"] = 200, ["minimumHealthyPercent"] = 100 },
            ["enableECSManagedTags"] = false,
            ["enableExecuteCommand"] = false,
            ["propagateTags"] = "NONE",
        })));
    }
}
