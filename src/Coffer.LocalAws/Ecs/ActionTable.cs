using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Ecs.Actions;

namespace Coffer.LocalAws.Ecs;

/// <summary>Does one action: reads and checks the request, changes the resources, makes the answer.</summary>
internal delegate JsonObject EcsAction(EcsRequest request);

/// <summary>The actions that are served: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html</summary>
internal static class ActionTable
{
    public static readonly FrozenDictionary<string, EcsAction> Actions = new Dictionary<string, EcsAction>(StringComparer.Ordinal)
    {
        [nameof(CreateCluster)] = CreateCluster.Handle,
        [nameof(CreateService)] = CreateService.Handle,
        [nameof(DeleteCluster)] = DeleteCluster.Handle,
        [nameof(DeleteService)] = DeleteService.Handle,
        [nameof(DeregisterTaskDefinition)] = DeregisterTaskDefinition.Handle,
        [nameof(DescribeClusters)] = DescribeClusters.Handle,
        [nameof(DescribeServices)] = DescribeServices.Handle,
        [nameof(DescribeTaskDefinition)] = DescribeTaskDefinition.Handle,
        [nameof(ListTagsForResource)] = ListTagsForResource.Handle,
        [nameof(RegisterTaskDefinition)] = RegisterTaskDefinition.Handle,
        [nameof(TagResource)] = TagResource.Handle,
        [nameof(UntagResource)] = UntagResource.Handle,
        [nameof(UpdateService)] = UpdateService.Handle,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
