using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>Services of clusters: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html</summary>
internal static class ClusterServices
{
    /// <summary>The members of a request that become the service's own.</summary>
    private static readonly string[] Kept =
    [
        "availabilityZoneRebalancing", "capacityProviderStrategy", "deploymentConfiguration", "deploymentController", "desiredCount",
        "enableECSManagedTags", "enableExecuteCommand", "healthCheckGracePeriodSeconds", "launchType", "loadBalancers",
        "networkConfiguration",
        "placementConstraints", "placementStrategy", "platformVersion", "propagateTags", "schedulingStrategy", "serviceRegistries", "tags",
    ];

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html</summary>
    public static void Create(EcsRequest request, Utf8JsonWriter answer)
    {
        var cluster = Clusters.Require(request);
        var arn = ArnOf(request, cluster.Arn, request.Required("serviceName"));
        if (request.Store.Find(arn) is { Status: Status.Active })
        {
            throw EcsErrors.InvalidParameter("Creation of service was not idempotent.");
        }

        _ = request.Required("taskDefinition");
        answer.WriteMember("service", Apply(request, new JsonResource(arn, New(request, arn, cluster))).Document);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html</summary>
    public static void Delete(EcsRequest request, Utf8JsonWriter answer)
    {
        var service = Require(request);
        if (service.Document["desiredCount"]!.GetValue<int>() > 0 && !request.Flag("force"))
        {
            throw EcsErrors.InvalidParameter("The service cannot be stopped while it is scaled above 0.");
        }

        var deleted = service.With("status", Status.Inactive).With("desiredCount", 0);
        request.Store.Put(deleted);
        answer.WriteMember("service", deleted.Document);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html</summary>
    public static void Describe(EcsRequest request, Utf8JsonWriter answer)
    {
        var cluster = Clusters.Require(request);
        answer.WriteDescription("services", request.Texts("services").Select(name => ArnOf(request, cluster.Arn, name)), arn =>
            request.Store.Find(arn) is { } service ? Counted(request, cluster, service) : null);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html</summary>
    public static void List(EcsRequest request, Utf8JsonWriter answer)
    {
        var given = request.Given("launchType", "schedulingStrategy").ToList();
        answer.WriteList(request, "serviceArns", [.. Of(request, Clusters.Require(request))
            .Where(service => given.All(member => JsonNode.DeepEquals(service.Document[member.Key], member.Value)))
            .Select(service => service.Arn)
            .Order(StringComparer.Ordinal)]);
    }

    /// <summary>The active services of a cluster.</summary>
    public static IEnumerable<JsonResource> Of(EcsRequest request, JsonResource cluster) =>
        request.Store.Under(ArnOf(request, cluster.Arn, string.Empty)).Where(service => service.Status == Status.Active);

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html</summary>
    public static void Update(EcsRequest request, Utf8JsonWriter answer)
    {
        var service = Require(request);
        if (service.Status != Status.Active)
        {
            throw new AwsException(400, "ServiceNotActiveException", "Service was not ACTIVE.");
        }

        answer.WriteMember("service", Apply(request, service).Document);
    }

    /// <summary>A service's ARN, of its cluster's ARN and its name, or of itself.</summary>
    public static string ArnOf(EcsRequest request, string cluster, string service) =>
        request.ArnOf(service, "service", name => $"{Clusters.NameOf(cluster)}/{name}");

    /// <summary>The service that a request names, deleted perhaps.</summary>
    private static JsonResource Require(EcsRequest request) =>
        request.Store.Find(ArnOf(request, Clusters.Require(request).Arn, request.Required("service"))) ?? throw EcsErrors.NoService();

    /// <summary>Keeps what the request says, as a deployment that has come to its end: there are no tasks to wait for.</summary>
    private static JsonResource Apply(EcsRequest request, JsonResource service)
    {
        if (request.Members["desiredCount"] is { } count
            && (count.GetValueKind() != JsonValueKind.Number || !count.AsValue().TryGetValue(out int _)))
        {
            throw EcsErrors.InvalidParameter("desiredCount is not a number.");
        }

        var changed = service.With(request.Given(Kept));
        if (request.Text("taskDefinition") is { } name)
        {
            changed = changed.With("taskDefinition", TaskDefinitions.RequireActive(request, name).Arn);
        }

        changed = changed.With("deployments", new JsonArray(Deployment(request, changed)));
        request.Store.Put(changed);
        return changed;
    }

    /// <summary>With how many of its tasks run and are to run.</summary>
    private static JsonResource Counted(EcsRequest request, JsonResource cluster, JsonResource service)
    {
        var tasks = Tasks.Of(request, cluster).Where(task => task.Text("group") == Tasks.GroupOf(service.Arn)).ToList();
        var counted = Counted(service, tasks);
        foreach (var deployment in counted.Document["deployments"]!.AsArray().Select(deployment => deployment!.AsObject()))
        {
            var own = tasks.Where(task => task.Text("taskDefinitionArn") == deployment["taskDefinition"]?.ToString()).ToList();
            deployment["runningCount"] = own.Count(task => task.Text("lastStatus") == TaskState.Running);
            deployment["pendingCount"] = own.Count(task => task.Text("lastStatus") == TaskState.Pending);
        }

        return counted;
    }

    private static JsonResource Counted(JsonResource resource, List<JsonResource> tasks) => resource
        .With("runningCount", tasks.Count(task => task.Text("lastStatus") == TaskState.Running))
        .With("pendingCount", tasks.Count(task => task.Text("lastStatus") == TaskState.Pending));

    private static JsonObject New(EcsRequest request, string arn, JsonResource cluster) => new()
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
    };

    private static JsonObject Deployment(EcsRequest request, JsonResource service) => new()
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
