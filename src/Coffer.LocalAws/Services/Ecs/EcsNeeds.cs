using System.Text.Json.Nodes;
using Coffer.Iam.Conditions;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>
/// What callers of ECS must be allowed:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
/// </summary>
internal static class EcsNeeds
{
    private static readonly string[] PassedRoles = ["taskRoleArn", "executionRoleArn"];

    /// <summary>Of these the cluster is a condition key.</summary>
    private static readonly string[] InCluster =
    [
        "CreateService", "DeleteService", "DescribeServices", "DescribeTasks", "ListServices", "ListTasks", "RunTask", "StopTask",
        "UpdateService",
    ];

    /// <param name="request">The request.</param>
    /// <param name="action">The action.</param>
    /// <param name="resource">What the request names; <c>*</c> where it names nothing that is there.</param>
    public static IEnumerable<Need> Of(EcsRequest request, string action, string resource)
    {
        foreach (var on in ResourcesOf(request, action, resource))
        {
            yield return new Need($"ecs:{action}", on) { Describe = context => Set(context, request, action, on) };
        }

        foreach (var role in RolesOf(request, action))
        {
            yield return IamNeeds.PassRole(role, "ecs-tasks.amazonaws.com");
        }
    }

    private static IEnumerable<string> ResourcesOf(EcsRequest request, string action, string resource)
    {
        var cluster = Clusters.ArnOf(request, request.Text("cluster"));
        return action switch
        {
            "CreateCluster" or "DeregisterTaskDefinition" or "DescribeTaskDefinition" or "ListClusters" or "ListServices"
                or "ListTaskDefinitionFamilies" or "ListTaskDefinitions" => ["*"],
            "RegisterTaskDefinition" => [request.ArnOf($"task-definition/{request.Required("family")}:*")],
            "DescribeClusters" => Clusters.Described(request),
            "DescribeServices" => AnyOf(request.Texts("services").Select(name => ClusterServices.ArnOf(request, cluster, name))),
            "DescribeTasks" => AnyOf(request.Texts("tasks").Select(name => Tasks.ArnOf(request, cluster, name))),
            "ListTasks" => [request.ArnOf($"container-instance/{Clusters.NameOf(cluster)}/*")],
            "RunTask" => [TaskDefinitions.Find(request, request.Required("taskDefinition"))?.Arn ?? "*"],
            "SubmitTaskStateChange" => [cluster],
            _ => [resource],
        };
    }

    /// <summary>A request that names nothing is still to be allowed.</summary>
    private static IEnumerable<string> AnyOf(IEnumerable<string> arns) => arns.DefaultIfEmpty("*");

    /// <summary>The roles that a task is given by the request.</summary>
    private static IEnumerable<string> RolesOf(EcsRequest request, string action) => action switch
    {
        "RegisterTaskDefinition" => PassedRoles.Select(request.Text).OfType<string>(),
        "RunTask" => PassedRoles
            .Select(role => (request.Members["overrides"] as JsonObject)?[role]?.ToString()
                ?? TaskDefinitions.Find(request, request.Required("taskDefinition"))?.Text(role) ?? string.Empty)
            .Where(role => role.Length > 0),
        _ => [],
    };

    private static void Set(RequestContext context, EcsRequest request, string action, string resource)
    {
        if (InCluster.Contains(action))
        {
            context.Set("ecs:cluster", Clusters.ArnOf(request, request.Text("cluster")));
        }

        if (request.Text("taskDefinition") is { } definition && TaskDefinitions.Find(request, definition)?.Arn is { } arn)
        {
            context.Set("ecs:task-definition", arn);
        }

        var given = Tags(request.Members);
        foreach (var (key, value) in given)
        {
            context.Set($"aws:RequestTag/{key}", value);
        }

        if (given.Count > 0)
        {
            context.Set("aws:TagKeys", [.. given.Keys]);
        }

        foreach (var (key, value) in Tags(request.Store.Find(resource)?.Document))
        {
            context.Set($"aws:ResourceTag/{key}", value).Set($"ecs:ResourceTag/{key}", value);
        }
    }

    private static Dictionary<string, string> Tags(JsonObject? document)
    {
        var tags = new Dictionary<string, string>();
        foreach (var tag in (document?[EcsTags.Member] as JsonArray ?? []).OfType<JsonObject>())
        {
            tags[tag["key"]?.ToString() ?? string.Empty] = tag["value"]?.ToString() ?? string.Empty;
        }

        return tags;
    }
}
