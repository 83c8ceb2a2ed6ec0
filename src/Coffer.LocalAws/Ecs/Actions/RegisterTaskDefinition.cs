using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html</summary>
internal static class RegisterTaskDefinition
{
    private static readonly string[] Kept =
    [
        "containerDefinitions", "cpu", "enableFaultInjection", "ephemeralStorage", "executionRoleArn", "family", "inferenceAccelerators", "ipcMode",
        "memory", "networkMode", "pidMode", "placementConstraints", "proxyConfiguration", "requiresCompatibilities", "runtimePlatform", "taskRoleArn", "volumes",
    ];

    /// <summary>What a container has that says nothing of them.</summary>
    private static readonly string[] Lists = ["environment", "mountPoints", "portMappings", "systemControls", "volumesFrom"];

    public static JsonObject Handle(EcsRequest request)
    {
        var family = request.Required("family");
        RequireContainers(request);
        var revision = TaskDefinitions.OfFamily(request, family).Select(TaskDefinitions.Revision).LastOrDefault() + 1;
        var arn = TaskDefinitions.Arn(request, family, revision);
        var definition = new EcsResource(arn, new JsonObject
        {
            ["taskDefinitionArn"] = arn,
            ["revision"] = revision,
            ["status"] = Status.Active,
            ["registeredAt"] = request.Date,
            ["volumes"] = new JsonArray(),
            ["placementConstraints"] = new JsonArray(),
            ["compatibilities"] = new JsonArray("EC2", "FARGATE"),
        }).With(request.Given(Kept));
        foreach (var container in definition.Document["containerDefinitions"]!.AsArray())
        {
            AddDefaults(container!.AsObject());
        }

        request.Store.Put(Tagging.Replace(definition, request.Objects("tags")));
        return Answer.OfTaskDefinition(request.Store.Find(arn)!);
    }

    private static void RequireContainers(EcsRequest request)
    {
        var containers = request.Objects("containerDefinitions");
        if (containers.Count == 0)
        {
            throw EcsErrors.Client("TaskDefinition is inactive or has no containers.");
        }

        if (containers.Any(container => container["name"] is null || container["image"] is null))
        {
            throw EcsErrors.Client("Container.name and Container.image should not be null or empty.");
        }
    }

    private static void AddDefaults(JsonObject container)
    {
        container.TryAdd("cpu", 0);
        container.TryAdd("essential", true);
        foreach (var list in Lists)
        {
            container.TryAdd(list, new JsonArray());
        }
    }
}
