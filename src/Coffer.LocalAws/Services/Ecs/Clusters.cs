using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>Clusters: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html</summary>
internal static class Clusters
{
    private const string Default = "default";
    private const string Type = "cluster";

    private static readonly string[] Kept =
        ["capacityProviders", "configuration", "defaultCapacityProviderStrategy", "serviceConnectDefaults", "settings", "tags"];

    /// <summary>
    /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html: one that is there is answered again.
    /// </summary>
    public static void Create(EcsRequest request, Utf8JsonWriter answer)
    {
        var arn = ArnOf(request, request.Text("clusterName"));
        if (request.Store.Find(arn) is not { Status: Status.Active } cluster)
        {
            cluster = new JsonResource(arn, new JsonObject
            {
                ["clusterArn"] = arn,
                ["clusterName"] = NameOf(arn),
                ["status"] = Status.Active,
                ["registeredContainerInstancesCount"] = 0,
                ["runningTasksCount"] = 0,
                ["pendingTasksCount"] = 0,
                ["activeServicesCount"] = 0,
                ["statistics"] = new JsonArray(),
                ["capacityProviders"] = new JsonArray(),
                ["defaultCapacityProviderStrategy"] = new JsonArray(),
                ["settings"] = new JsonArray(new JsonObject { ["name"] = "containerInsights", ["value"] = "disabled" }),
            }).With(request.Given(Kept));
            request.Store.Put(cluster);
        }

        answer.WriteMember("cluster", cluster.Document);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html</summary>
    public static void Delete(EcsRequest request, Utf8JsonWriter answer)
    {
        var cluster = Require(request);
        if (ClusterServices.Of(request, cluster).Any())
        {
            throw new AwsException(400, "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
        }

        if (Tasks.Of(request, cluster).Any(task => task.Text("desiredStatus") == TaskState.Running))
        {
            throw new AwsException(400, "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
        }

        var deleted = cluster.With("status", Status.Inactive);
        request.Store.Put(deleted);
        answer.WriteMember("cluster", deleted.Document);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html</summary>
    public static void Describe(EcsRequest request, Utf8JsonWriter answer)
    {
        answer.WriteDescription(
            "clusters", Described(request), arn => request.Store.Find(arn) is { } cluster ? Counted(request, cluster) : null);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html</summary>
    public static void List(EcsRequest request, Utf8JsonWriter answer) => answer.WriteList(request, "clusterArns", [.. request.Store
        .Under(request.ArnOf($"{Type}/"))
        .Where(cluster => cluster.Status == Status.Active)
        .Select(cluster => cluster.Arn)
        .Order(StringComparer.Ordinal)]);

    /// <summary>The ARNs that DescribeClusters asks for.</summary>
    public static IEnumerable<string> Described(EcsRequest request) =>
        request.Texts("clusters") is { Count: > 0 } names ? names.Select(name => ArnOf(request, name)) : [ArnOf(request, Default)];

    /// <summary>The active cluster that a request names.</summary>
    public static JsonResource Require(EcsRequest request) =>
        request.Store.Find(ArnOf(request, request.Text("cluster"))) is { Status: Status.Active } cluster
            ? cluster
            : throw EcsErrors.NoCluster();

    /// <summary>A cluster's ARN, of its name or of itself.</summary>
    public static string ArnOf(EcsRequest request, string? cluster) => request.ArnOf(cluster ?? Default, Type, name => name);

    public static string NameOf(string arn) => arn.Split('/')[^1];

    private static JsonResource Counted(EcsRequest request, JsonResource cluster)
    {
        var tasks = Tasks.Of(request, cluster).Select(task => task.Text("lastStatus")).ToList();
        return cluster
            .With("runningTasksCount", tasks.Count(status => status == TaskState.Running))
            .With("pendingTasksCount", tasks.Count(status => status == TaskState.Pending))
            .With("activeServicesCount", ClusterServices.Of(request, cluster).Count());
    }
}
