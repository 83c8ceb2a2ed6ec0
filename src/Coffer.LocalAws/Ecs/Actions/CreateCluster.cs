using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html: one that is there is answered again.</summary>
internal static class CreateCluster
{
    private static readonly string[] Kept =
        ["capacityProviders", "configuration", "defaultCapacityProviderStrategy", "serviceConnectDefaults", "settings", "tags"];

    public static JsonObject Handle(EcsRequest request)
    {
        var arn = request.ClusterArn(request.Text("clusterName"));
        if (request.Store.Find(arn) is not { Status: Status.Active } cluster)
        {
            cluster = new EcsResource(arn, new JsonObject
            {
                ["clusterArn"] = arn,
                ["clusterName"] = arn.Split('/')[^1],
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

        return new JsonObject { ["cluster"] = cluster.Copy() };
    }
}
