using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>
/// Task definitions, the revisions of families: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
/// </summary>
internal static class TaskDefinitions
{
    private const string Type = "task-definition";

    private static readonly string[] Kept =
    [
        "containerDefinitions", "cpu", "enableFaultInjection", "ephemeralStorage", "executionRoleArn", "family", "inferenceAccelerators",
        "ipcMode",
        "memory", "networkMode", "pidMode", "placementConstraints", "proxyConfiguration", "requiresCompatibilities", "runtimePlatform",
        "taskRoleArn", "volumes",
    ];

    /// <summary>What a container has that says nothing of them.</summary>
    private static readonly string[] Lists = ["environment", "mountPoints", "portMappings", "systemControls", "volumesFrom"];

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html</summary>
    public static void Register(EcsRequest request, Utf8JsonWriter answer)
    {
        var family = request.Required("family");
        RequireContainers(request);
        var revision = OfFamily(request, family).Select(Revision).LastOrDefault() + 1;
        var arn = request.ArnOf(string.Create(CultureInfo.InvariantCulture, $"{Type}/{family}:{revision}"));
        var definition = new JsonResource(arn, new JsonObject
        {
            ["taskDefinitionArn"] = arn,
            ["revision"] = revision,
            ["status"] = Status.Active,
            ["registeredAt"] = request.Date,
            ["volumes"] = new JsonArray(),
            ["placementConstraints"] = new JsonArray(),
            ["compatibilities"] = new JsonArray("EC2", "FARGATE"),
        }).With(request.Given(Kept));
        foreach (var container in definition.Document["containerDefinitions"]!.AsArray())
        {
            AddDefaults(container!.AsObject());
        }

        var kept = EcsTags.Replace(definition, request.Objects(EcsTags.Member));
        request.Store.Put(kept);
        Write(answer, kept);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html</summary>
    public static void Deregister(EcsRequest request, Utf8JsonWriter answer)
    {
        var definition = Find(request, request.Required("taskDefinition"))
            ?? throw EcsErrors.Client("The specified task definition does not exist.");
        var deregistered = definition.With("status", Status.Inactive).With("deregisteredAt", request.Date);
        request.Store.Put(deregistered);
        Write(answer, deregistered);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html</summary>
    public static void Describe(EcsRequest request, Utf8JsonWriter answer) => Write(
        answer, Find(request, request.Required("taskDefinition")) ?? throw EcsErrors.Client("Unable to describe task definition."));

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html</summary>
    public static void List(EcsRequest request, Utf8JsonWriter answer)
    {
        var family = request.Text("familyPrefix");
        var arns = All(request)
            .Where(definition => definition.Status == (request.Text("status") ?? Status.Active))
            .Where(definition => family is null || definition.Text("family") == family)
            .Select(definition => definition.Arn);
        answer.WriteList(request, "taskDefinitionArns", [.. request.Text("sort") == "DESC" ? arns.Reverse() : arns]);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html</summary>
    public static void ListFamilies(EcsRequest request, Utf8JsonWriter answer)
    {
        var status = request.Text("status");
        answer.WriteList(request, "families", [.. All(request)
            .GroupBy(definition => definition.Text("family"), StringComparer.Ordinal)
            .Where(family => family.Key.StartsWith(request.Text("familyPrefix") ?? string.Empty, StringComparison.Ordinal))
            .Where(family => status is null or "ALL" || (status == Status.Active) == family.Any(d => d.Status == Status.Active))
            .Select(family => family.Key)]);
    }

    /// <summary>The active definition that a request names.</summary>
    public static JsonResource RequireActive(EcsRequest request, string name) =>
        Find(request, name) is { Status: Status.Active } found ? found : throw EcsErrors.Client("TaskDefinition not found.");

    /// <summary>By ARN, <c>family:revision</c>, or the newest active one of a family; null where there is none.</summary>
    public static JsonResource? Find(EcsRequest request, string name) => name.Contains(':', StringComparison.Ordinal)
        ? request.Store.Find(request.ArnOf(name, Type, revision => revision))
        : OfFamily(request, name).LastOrDefault(definition => definition.Status == Status.Active);

    /// <summary>All of a family, oldest first.</summary>
    private static IReadOnlyList<JsonResource> OfFamily(EcsRequest request, string family) =>
        [.. request.Store.Under(request.ArnOf($"{Type}/{family}:")).OrderBy(Revision)];

    /// <summary>By family and revision.</summary>
    private static IEnumerable<JsonResource> All(EcsRequest request) => request.Store.Under(request.ArnOf($"{Type}/"))
        .OrderBy(definition => definition.Text("family"), StringComparer.Ordinal)
        .ThenBy(Revision);

    private static int Revision(JsonResource definition) => definition.Document["revision"]!.GetValue<int>();

    /// <summary>The tags are beside the definition, not in it.</summary>
    private static void Write(Utf8JsonWriter answer, JsonResource definition)
    {
        var document = definition.Copy();
        document.Remove(EcsTags.Member, out var tags);
        answer.WriteMember("taskDefinition", document);
        answer.WriteMember(EcsTags.Member, tags ?? new JsonArray());
    }

    private static void RequireContainers(EcsRequest request)
    {
        var containers = request.Objects("containerDefinitions");
        if (containers.Count == 0)
        {
            throw EcsErrors.Client("TaskDefinition is inactive or has no containers.");
        }

        if (containers.Any(container => container["name"] is null || container["image"] is null))
        {
            throw EcsErrors.Client("Container.name and Container.image should not be null or empty.");
        }
    }

    private static void AddDefaults(JsonObject container)
    {
        container.TryAdd("cpu", 0);
        container.TryAdd("essential", true);
        foreach (var list in Lists)
        {
            container.TryAdd(list, new JsonArray());
        }
    }
}
