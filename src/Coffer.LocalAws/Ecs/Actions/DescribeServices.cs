using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html</summary>
internal static class DescribeServices
{
    public static JsonObject Handle(EcsRequest request)
    {
        var cluster = request.Cluster();
        return Description.Of("services", request.Texts("services").Select(name => request.ServiceArn(cluster, name)), request.Store.Find);
    }
}
