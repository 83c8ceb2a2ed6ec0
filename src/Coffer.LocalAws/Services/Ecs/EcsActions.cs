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
        ["ListClusters"] = Clusters.List,

        ["CreateService"] = ClusterServices.Create,
        ["DeleteService"] = ClusterServices.Delete,
        ["DescribeServices"] = ClusterServices.Describe,
        ["ListServices"] = ClusterServices.List,
        ["UpdateService"] = ClusterServices.Update,

        ["DeregisterTaskDefinition"] = TaskDefinitions.Deregister,
        ["DescribeTaskDefinition"] = TaskDefinitions.Describe,
        ["ListTaskDefinitionFamilies"] = TaskDefinitions.ListFamilies,
        ["ListTaskDefinitions"] = TaskDefinitions.List,
        ["RegisterTaskDefinition"] = TaskDefinitions.Register,

        ["DescribeTasks"] = Tasks.Describe,
        ["ListTasks"] = Tasks.List,
        ["RunTask"] = Tasks.Run,
        ["StopTask"] = TaskState.Stop,
        ["SubmitTaskStateChange"] = TaskState.Submit,

        ["ListTagsForResource"] = EcsTags.List,
        ["TagResource"] = EcsTags.Tag,
        ["UntagResource"] = EcsTags.Untag,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
