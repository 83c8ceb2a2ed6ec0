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
    private static readonly string[] OfNoResource = ["CreateCluster", "DeregisterTaskDefinition", "DescribeTaskDefinition"];
    private static readonly string[] PassedRoles = ["taskRoleArn", "executionRoleArn"];

    /// <param name="request">The request.</param>
    /// <param name="action">The action.</param>
    /// <param name="resource">What the request names; <c>*</c> where it names nothing that is there.</param>
    public static IEnumerable<Need> Of(EcsRequest request, string action, string resource)
    {
        var on = action == "RegisterTaskDefinition" ? request.ArnOf($"task-definition/{request.Required("family")}:*")
            : OfNoResource.Contains(action) ? "*"
            : resource;
        yield return new Need($"ecs:{action}", on) { Describe = context => Set(context, request, on) };
        foreach (var role in action == "RegisterTaskDefinition" ? PassedRoles.Select(request.Text).OfType<string>() : [])
        {
            yield return IamNeeds.PassRole(role, "ecs-tasks.amazonaws.com");
        }
    }

    private static void Set(RequestContext context, EcsRequest request, string resource)
    {
        if (resource.Contains(":service/", StringComparison.Ordinal))
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
