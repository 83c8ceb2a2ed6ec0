using System.Collections.Frozen;
using Coffer.LocalAws.Protocols.Json;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>The actions that are served: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html</summary>
internal static class EcsActions
{
    public static readonly FrozenDictionary<string, JsonAction<EcsRequest>> Table = new Dictionary<string, JsonAction<EcsRequest>>
    {
        ["CreateCluster"] = Clusters.Create,
        ["DeleteCluster"] = Clusters.Delete,
        ["DescribeClusters"] = Clusters.Describe,

        ["CreateService"] = ClusterServices.Create,
        ["DeleteService"] = ClusterServices.Delete,
        ["DescribeServices"] = ClusterServices.Describe,
        ["UpdateService"] = ClusterServices.Update,

        ["DeregisterTaskDefinition"] = TaskDefinitions.Deregister,
        ["DescribeTaskDefinition"] = TaskDefinitions.Describe,
        ["RegisterTaskDefinition"] = TaskDefinitions.Register,

        ["ListTagsForResource"] = EcsTags.List,
        ["TagResource"] = EcsTags.Tag,
        ["UntagResource"] = EcsTags.Untag,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
