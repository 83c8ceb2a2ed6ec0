using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Aws.Calls;
using Coffer.Aws.Wire;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>
/// The containers of ECS, read only: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html. What ECS runs is in
/// tasks, what it starts next is in services; both name a task definition, which has the variables.
/// </summary>
/// <param name="ecs">Asks ECS.</param>
internal sealed class EcsContainers(EcsClient ecs) : IContainers
{
    // As many as one call takes.
    private const int ServicesAtOnce = 10;
    private const int TasksAtOnce = 100;

    private const string NoOverrides = "[]";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DefinedContainer>> ListAsync(CancellationToken cancellation)
    {
        var started = new List<Started>();
        foreach (var cluster in await AllAsync("ListClusters", "clusterArns", [], cancellation).ConfigureAwait(false))
        {
            started.AddRange(await TasksAsync(cluster, cancellation).ConfigureAwait(false));
            started.AddRange(await ServicesAsync(cluster, cancellation).ConfigureAwait(false));
        }

        var definitions = started.Select(one => one.Definition).Distinct()
            .ToDictionary(arn => arn, arn => ContainersAsync(arn, cancellation));
        await Task.WhenAll(definitions.Values).ConfigureAwait(false);
        var all = new List<DefinedContainer>();
        foreach (var group in started.GroupBy(one => (one.Cluster, one.Group, one.Definition, one.Overrides))
            .OrderBy(group => (group.Key.Cluster, group.Key.Group, group.Key.Definition)))
        {
            foreach (var (name, variables) in await definitions[group.Key.Definition].ConfigureAwait(false))
            {
                all.Add(new DefinedContainer(
                    Last(group.Key.Cluster), group.Key.Group, Last(group.Key.Definition), name, group.Sum(one => one.Tasks),
                    group.Min(one => one.Since), Overridden(variables, group.Key.Overrides, name)));
            }
        }

        return all;
    }

    private async Task<IEnumerable<Started>> TasksAsync(string cluster, CancellationToken cancellation)
    {
        var arns = await AllAsync(
            "ListTasks", "taskArns", new() { ["cluster"] = cluster, ["desiredStatus"] = "RUNNING" }, cancellation).ConfigureAwait(false);
        var tasks = await DescribedAsync("DescribeTasks", "tasks", cluster, arns, TasksAtOnce, cancellation).ConfigureAwait(false);
        return tasks.Select(task => new Started(
            cluster,
            GroupOf(task),
            Text(task, "taskDefinitionArn") ?? "",
            OverridesOf(task),
            1,
            Time(task, "startedAt") ?? Time(task, "createdAt")));
    }

    private async Task<IEnumerable<Started>> ServicesAsync(string cluster, CancellationToken cancellation)
    {
        var arns = await AllAsync("ListServices", "serviceArns", new() { ["cluster"] = cluster }, cancellation).ConfigureAwait(false);
        var services = await DescribedAsync(
            "DescribeServices", "services", cluster, arns, ServicesAtOnce, cancellation).ConfigureAwait(false);

        // One that was deleted is described for a while; it starts nothing.
        return services.Where(service => Text(service, "status") != "INACTIVE").Select(service => new Started(
            cluster, Text(service, "serviceName") ?? "", Text(service, "taskDefinition") ?? "", NoOverrides, 0, null));
    }

    private async Task<IReadOnlyList<(string Name, Dictionary<string, string> Variables)>> ContainersAsync(
        string definition, CancellationToken cancellation)
    {
        var answer = await ecs.AskAsync(
            "DescribeTaskDefinition",
            new() { ["taskDefinition"] = definition },
            WholeEcsAnswers.Definition,
            cancellation).ConfigureAwait(false);
        return
        [
            .. Items(answer.GetProperty("taskDefinition"), "containerDefinitions")
                .Select(container => (Text(container, "name") ?? "", Variables(container))),
        ];
    }

    private async Task<List<JsonElement>> DescribedAsync(
        string action, string member, string cluster, List<string> arns, int atOnce, CancellationToken cancellation)
    {
        var described = new List<JsonElement>();
        foreach (var some in arns.Chunk(atOnce))
        {
            var answer = await ecs.AskAsync(
                action,
                new() { ["cluster"] = cluster, [member] = new JsonArray([.. some.Select(arn => JsonValue.Create(arn))]) },
                whole => WholeEcsAnswers.Described(whole, member, some.Length),
                cancellation).ConfigureAwait(false);
            described.AddRange(Items(answer, member));
        }

        return described;
    }

    private async Task<List<string>> AllAsync(string action, string member, JsonObject request, CancellationToken cancellation)
    {
        var all = new List<string>();
        var tokens = new HashSet<string>();
        string? token = null;
        do
        {
            if (token is not null)
            {
                request["nextToken"] = token;
                tokens.Add(token);
            }

            var page = await ecs.AskAsync(
                action, request, whole => WholeEcsAnswers.Page(whole, member, tokens), cancellation).ConfigureAwait(false);
            all.AddRange(Items(page, member).Select(item => item.GetString()!));
            token = WholeEcsAnswers.Next(page);
        }
        while (token is not null);
        return all;
    }

    private static string GroupOf(JsonElement task)
    {
        const string OfService = "service:";
        var group = Text(task, "group") ?? "";
        return group.StartsWith(OfService, StringComparison.Ordinal) ? group[OfService.Length..] : group;
    }

    // Every container of a task is listed there; only variables count.
    private static string OverridesOf(JsonElement task) =>
        task.TryGetProperty("overrides", out var overrides)
        && Items(overrides, "containerOverrides").Exists(container => Items(container, "environment").Count > 0)
            ? overrides.GetProperty("containerOverrides").GetRawText()
            : NoOverrides;

    // A task may be started with other variables than its definition has.
    private static Dictionary<string, string> Overridden(Dictionary<string, string> variables, string overrides, string container)
    {
        using var document = JsonDocument.Parse(overrides);
        var all = new Dictionary<string, string>(variables);
        foreach (var one in document.RootElement.EnumerateArray().Where(one => Text(one, "name") == container))
        {
            foreach (var (name, value) in Variables(one))
            {
                all[name] = value;
            }
        }

        return all;
    }

    private static Dictionary<string, string> Variables(JsonElement container)
    {
        var variables = new Dictionary<string, string>();
        foreach (var variable in Items(container, "environment"))
        {
            variables[Text(variable, "name") ?? ""] = Text(variable, "value") ?? "";
        }

        return variables;
    }

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.Number
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(Math.Floor(time.GetDouble()))
            : null;

    private static string Last(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private sealed record Started(string Cluster, string Group, string Definition, string Overrides, int Tasks, DateTimeOffset? Since);
}
