using System.Text.Json.Nodes;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html</summary>
internal static class DeleteCluster
{
    public static JsonObject Handle(EcsRequest request)
    {
        var cluster = request.Cluster();
        if (request.Store.Under(request.ServiceArn(cluster, string.Empty)).Any(service => service.Status == Status.Active))
        {
            throw new AwsException(400, "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
        }

        var deleted = cluster.With(KeyValuePair.Create<string, JsonNode?>("status", Status.Inactive));
        request.Store.Put(deleted);
        return new JsonObject { ["cluster"] = deleted.Copy() };
    }
}
