using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html</summary>
internal static class DescribeClusters
{
    public static JsonObject Handle(EcsRequest request)
    {
        var names = request.Texts("clusters");
        return Description.Of("clusters", (names.Count == 0 ? [EcsRequest.DefaultCluster] : names).Select(request.ClusterArn), request.Store.Find);
    }
}
