using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols.Json;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>
/// Amazon ECS, as far as Terraform needs it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html.
/// Clusters, services, tasks and task definitions are kept and given back; nothing runs by itself.
/// </summary>
internal sealed class EcsService(ServiceParts parts)
    : JsonService<EcsRequest>("ecs", "AmazonEC2ContainerServiceV20141113.", EcsActions.Table, new Lock())
{
    public static readonly ServiceEntry Entry = new("ecs", EcsActions.Table.Keys, parts => new EcsService(parts));

    /// <summary>The resource, service, task definition or cluster that a request names.</summary>
    public override string? ResourceOf(AwsRequest request)
    {
        var bound = Bind(request, ((JsonContent)request.Content).Root);
        if (bound.Text("resourceArn") is { } arn)
        {
            return arn;
        }

        if ((bound.Text("service") ?? bound.Text("serviceName")) is { } service)
        {
            return ClusterServices.ArnOf(bound, Clusters.Require(bound).Arn, service);
        }

        if (bound.Text("task") is { } task)
        {
            return Tasks.ArnOf(bound, Clusters.Require(bound).Arn, task);
        }

        return bound.Text("taskDefinition") is { } definition
            ? TaskDefinitions.Find(bound, definition)?.Arn
            : Clusters.ArnOf(bound, bound.Text("cluster") ?? bound.Text("clusterName"));
    }

    public override IEnumerable<Need> NeedsOf(AwsRequest request) =>
        EcsNeeds.Of(Bind(request, ((JsonContent)request.Content).Root), request.Action, request.Resource ?? "*");

    protected override EcsRequest Bind(AwsRequest request, JsonElement members) =>
        new(JsonObject.Create(members)!, parts.Ecs, request.AccountId, request.Region, parts.Clock.GetUtcNow());
}
