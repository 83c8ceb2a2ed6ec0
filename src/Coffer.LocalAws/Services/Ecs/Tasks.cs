using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>
/// Tasks: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html. They are kept and given back. What runs one, here
/// <c>coffer-local run-task</c>, says what becomes of it.
/// </summary>
internal static class Tasks
{
    private const string Type = "task";

    /// <summary>How long ECS shows a task that has stopped.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private static readonly string[] Kept =
        ["enableExecuteCommand", "group", "launchType", "overrides", "platformVersion", "startedBy", EcsTags.Member];

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html</summary>
    public static void Run(EcsRequest request, Utf8JsonWriter answer)
    {
        var cluster = Clusters.Require(request);
        var definition = TaskDefinitions.RequireActive(request, request.Required("taskDefinition"));
        var count = request.Number("count", 1, 10) ?? 1;
        RemoveOld(request, cluster);
        answer.WriteStartArray("tasks");
        for (var i = 0; i < count; i++)
        {
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var task = New(request, request.ArnOf($"{Type}/{Clusters.NameOf(cluster.Arn)}/{id}"), cluster, definition);
            request.Store.Put(task);
            task.Document.WriteTo(answer);
        }

        answer.WriteEndArray();
        answer.WriteMember("failures", new JsonArray());
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html</summary>
    public static void Describe(EcsRequest request, Utf8JsonWriter answer)
    {
        var cluster = Clusters.Require(request);
        var hidesTags = !request.Texts("include").Contains("TAGS", StringComparer.Ordinal);
        answer.WriteDescription("tasks", request.Texts("tasks").Select(name => ArnOf(request, cluster.Arn, name)), arn =>
            request.Store.Find(arn) is { } task ? hidesTags ? task.With(EcsTags.Member, new JsonArray()) : task : null);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html</summary>
    public static void List(EcsRequest request, Utf8JsonWriter answer)
    {
        var cluster = Clusters.Require(request);
        var service = request.Text("serviceName") is { } name ? ClusterServices.ArnOf(request, cluster.Arn, name) : null;
        if (service is not null && request.Store.Find(service) is null)
        {
            throw EcsErrors.NoService();
        }

        (string Member, string? Wanted)[] wanted =
        [
            ("desiredStatus", request.Text("desiredStatus") ?? TaskState.Running),
            ("group", service is null ? null : GroupOf(service)),
            ("launchType", request.Text("launchType")),
            ("startedBy", request.Text("startedBy")),
        ];
        var family = request.Text("family") is { } named ? request.ArnOf($"task-definition/{named}:") : string.Empty;
        answer.WriteList(request, "taskArns", [.. Of(request, cluster)
            .Where(task => wanted.All(w => w.Wanted is null || task.Text(w.Member) == w.Wanted))
            .Where(task => task.Text("taskDefinitionArn").StartsWith(family, StringComparison.Ordinal))
            .Select(task => task.Arn)
            .Order(StringComparer.Ordinal)]);
    }

    /// <summary>All tasks of a cluster, those that have stopped too.</summary>
    public static IEnumerable<JsonResource> Of(EcsRequest request, JsonResource cluster) =>
        request.Store.Under(ArnOf(request, cluster.Arn, string.Empty));

    /// <summary>A task's ARN, of its cluster's ARN and its id, or of itself.</summary>
    public static string ArnOf(EcsRequest request, string cluster, string task) =>
        request.ArnOf(task, Type, id => $"{Clusters.NameOf(cluster)}/{id}");

    /// <summary>The task that a request names.</summary>
    public static JsonResource Require(EcsRequest request) =>
        request.Store.Find(ArnOf(request, Clusters.Require(request).Arn, request.Required("task")))
            ?? throw EcsErrors.InvalidParameter("The referenced task was not found.");

    /// <summary>The group of a service's tasks.</summary>
    public static string GroupOf(string serviceArn) => $"service:{serviceArn.Split('/')[^1]}";

    private static void RemoveOld(EcsRequest request, JsonResource cluster)
    {
        var oldest = (request.Now - Shown).ToUnixTimeMilliseconds() / 1000m;
        foreach (var task in Of(request, cluster).Where(task => task.Document["stoppedAt"]?.GetValue<decimal>() < oldest).ToList())
        {
            request.Store.Remove(task);
        }
    }

    private static JsonResource New(EcsRequest request, string arn, JsonResource cluster, JsonResource definition) => new JsonResource(
        arn, new JsonObject
        {
            ["taskArn"] = arn,
            ["clusterArn"] = cluster.Arn,
            ["taskDefinitionArn"] = definition.Arn,
            ["group"] = $"family:{definition.Text("family")}",
            ["lastStatus"] = TaskState.Pending,
            ["desiredStatus"] = TaskState.Running,
            ["createdAt"] = request.Date,
            ["launchType"] = "EC2",
            ["healthStatus"] = "UNKNOWN",
            ["enableExecuteCommand"] = false,
            ["overrides"] = new JsonObject { ["containerOverrides"] = new JsonArray() },
            ["attachments"] = new JsonArray(),
            ["attributes"] = new JsonArray(),
            ["tags"] = new JsonArray(),
            ["version"] = 1,
            ["containers"] = new JsonArray([.. definition.Document["containerDefinitions"]!.AsArray()
                .Select(container => New(arn, container!.AsObject()))]),
        }).With(definition.Given("cpu", "memory")).With(request.Given(Kept));

    private static JsonObject New(string task, JsonObject container) => new()
    {
        ["taskArn"] = task,
        ["name"] = container["name"]!.DeepClone(),
        ["image"] = container["image"]!.DeepClone(),
        ["lastStatus"] = TaskState.Pending,
        ["networkInterfaces"] = new JsonArray(),
        ["healthStatus"] = "UNKNOWN",
    };
}
