using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Ecs;

/// <summary>Tasks as they are run, told of, stopped, listed and counted.</summary>
public sealed class TaskTests : ServerTest
{
    private const string Arn = "arn:aws:ecs:eu-west-1:000000000000:";

    /// <summary>Time passes here; the signatures of its clients stay as old as they are.</summary>
    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true };

    [Fact]
    public async Task A_task_is_pending_running_and_stopped_as_its_runner_says()
    {
        using var ecs = new ProtocolClient(Endpoint);
        var task = await RunAsync(ecs, new() { ["startedBy"] = "me" });
        Assert.Equal("PENDING RUNNING", await StatusAsync(ecs, task));
        await SubmitAsync(ecs, task, "RUNNING");
        Assert.Equal("RUNNING RUNNING", await StatusAsync(ecs, task));

        await SubmitAsync(ecs, task, "STOPPED", 77);
        var stopped = await DescribeAsync(ecs, task);
        Assert.Equal("STOPPED STOPPED", await StatusAsync(ecs, task));
        Assert.Equal(77, (int?)stopped["containers"]![0]!["exitCode"]);
        Assert.Equal("EssentialContainerExited", (string?)stopped["stopCode"]);
        Assert.True((decimal?)stopped["startedAt"] <= (decimal?)stopped["stoppedAt"]);
        Assert.Equal((Arn + "task-definition/api:1", "family:api", "me"), (
            (string?)stopped["taskDefinitionArn"], (string?)stopped["group"], (string?)stopped["startedBy"]));

        await SubmitAsync(ecs, task, "RUNNING");
        Assert.Equal("STOPPED STOPPED", await StatusAsync(ecs, task));
    }

    [Fact]
    public async Task A_task_that_is_to_stop_stops_when_its_runner_says_so_and_at_once_without_one()
    {
        using var ecs = new ProtocolClient(Endpoint);
        var (run, never) = (await RunAsync(ecs), await RunAsync(ecs));
        await SubmitAsync(ecs, run, "RUNNING");
        await ecs.EcsAsync("StopTask", new() { ["task"] = run, ["reason"] = "leaked" });
        await ecs.EcsAsync("StopTask", new() { ["task"] = never });
        Assert.Equal("STOPPING STOPPED", await StatusAsync(ecs, run));
        Assert.Equal("STOPPED STOPPED", await StatusAsync(ecs, never));

        await SubmitAsync(ecs, run, "RUNNING");
        Assert.Equal("STOPPING STOPPED", await StatusAsync(ecs, run));
        await SubmitAsync(ecs, run, "STOPPED", 143);
        var stopped = await DescribeAsync(ecs, run);
        Assert.Equal(("STOPPED", "leaked", "UserInitiated"), (
            (string?)stopped["lastStatus"], (string?)stopped["stoppedReason"], (string?)stopped["stopCode"]));
    }

    [Fact]
    public async Task Tasks_of_a_service_count_in_it_by_their_definition()
    {
        using var ecs = new ProtocolClient(Endpoint);
        await RegisterAsync(ecs);
        await ecs.EcsAsync("CreateCluster", []);
        await ecs.EcsAsync("CreateService", new() { ["serviceName"] = "api", ["taskDefinition"] = "api", ["desiredCount"] = 2 });
        var old = await RunAsync(ecs, new() { ["group"] = "service:api", ["taskDefinition"] = "api:1" });
        await SubmitAsync(ecs, old, "RUNNING");
        await ecs.EcsAsync("UpdateService", new() { ["service"] = "api", ["taskDefinition"] = "api:2" });
        await RunAsync(ecs, new() { ["group"] = "service:api", ["taskDefinition"] = "api:2" });
        await RunAsync(ecs);

        var (_, answer) = await ecs.EcsAsync("DescribeServices", new() { ["services"] = new JsonArray("api") });
        var service = answer["services"]![0]!;
        var deployment = service["deployments"]![0]!;
        Assert.Equal(
            (1, 1, 0, 1),
            (Count(service, "running"), Count(service, "pending"), Count(deployment, "running"), Count(deployment, "pending")));
        var (_, clusters) = await ecs.EcsAsync("DescribeClusters", []);
        var cluster = clusters["clusters"]![0]!;
        Assert.Equal((1, 2, 1), (
            (int?)cluster["runningTasksCount"], (int?)cluster["pendingTasksCount"], (int?)cluster["activeServicesCount"]));
        Assert.Equal(
            "ClusterContainsTasksException",
            await ErrorAfterAsync(ecs, ("DeleteService", new() { ["service"] = "api", ["force"] = true }), ("DeleteCluster", new()
            {
                ["cluster"] = "default",
            })));
    }

    [Fact]
    public async Task Lists_take_the_filters_of_their_action()
    {
        using var ecs = new ProtocolClient(Endpoint);
        await RunAsync(ecs, new() { ["startedBy"] = "me" });
        var web = await RunAsync(ecs, new() { ["group"] = "service:web", ["launchType"] = "FARGATE" }, "web");
        var gone = await RunAsync(ecs);
        await ecs.EcsAsync("StopTask", new() { ["task"] = gone });
        await ecs.EcsAsync("CreateCluster", new() { ["clusterName"] = "other" });
        await ecs.EcsAsync("CreateService", new() { ["serviceName"] = "web", ["taskDefinition"] = "web", ["launchType"] = "FARGATE" });
        await ecs.EcsAsync("CreateService", new() { ["serviceName"] = "api", ["taskDefinition"] = "api", ["launchType"] = "EC2" });
        await ecs.EcsAsync("DeregisterTaskDefinition", new() { ["taskDefinition"] = "api:1" });
        (string Action, string List, JsonObject Body, int Found)[] cases =
        [
            ("ListClusters", "clusterArns", [], 2),
            ("ListServices", "serviceArns", [], 2),
            ("ListServices", "serviceArns", new() { ["cluster"] = "other" }, 0),
            ("ListServices", "serviceArns", new() { ["launchType"] = "FARGATE" }, 1),
            ("ListServices", "serviceArns", new() { ["schedulingStrategy"] = "DAEMON" }, 0),
            ("ListTasks", "taskArns", [], 2),
            ("ListTasks", "taskArns", new() { ["cluster"] = "other" }, 0),
            ("ListTasks", "taskArns", new() { ["desiredStatus"] = "STOPPED" }, 1),
            ("ListTasks", "taskArns", new() { ["family"] = "web" }, 1),
            ("ListTasks", "taskArns", new() { ["family"] = "we" }, 0),
            ("ListTasks", "taskArns", new() { ["serviceName"] = "web" }, 1),
            ("ListTasks", "taskArns", new() { ["serviceName"] = "api" }, 0),
            ("ListTasks", "taskArns", new() { ["startedBy"] = "me" }, 1),
            ("ListTasks", "taskArns", new() { ["launchType"] = "FARGATE" }, 1),
            ("ListTaskDefinitions", "taskDefinitionArns", [], 2),
            ("ListTaskDefinitions", "taskDefinitionArns", new() { ["status"] = "INACTIVE" }, 1),
            ("ListTaskDefinitions", "taskDefinitionArns", new() { ["familyPrefix"] = "web" }, 1),
            ("ListTaskDefinitionFamilies", "families", [], 2),
            ("ListTaskDefinitionFamilies", "families", new() { ["familyPrefix"] = "w" }, 1),
            ("ListTaskDefinitionFamilies", "families", new() { ["status"] = "INACTIVE" }, 0),
        ];
        foreach (var (action, list, body, found) in cases)
        {
            var (_, answer) = await ecs.EcsAsync(action, body);
            Assert.Equal((action, body.ToJsonString(), found), (action, body.ToJsonString(), answer[list]?.AsArray().Count ?? -1));
        }

        Assert.Equal(20, cases.Length);
        Assert.Equal(web, (string?)(await ecs.EcsAsync("ListTasks", new() { ["family"] = "web" })).Answer["taskArns"]![0]);
    }

    [Fact]
    public async Task Lists_come_in_parts_that_together_are_the_whole()
    {
        using var ecs = new ProtocolClient(Endpoint);
        for (var i = 0; i < 12; i++)
        {
            await RegisterAsync(ecs);
        }

        var (all, parts) = (new List<string>(), 0);
        string? token = null;
        do
        {
            var body = new JsonObject { ["maxResults"] = 5, ["sort"] = "DESC" };
            if (token is not null)
            {
                body["nextToken"] = token;
            }

            var (_, answer) = await ecs.EcsAsync("ListTaskDefinitions", body);
            all.AddRange(answer["taskDefinitionArns"]!.AsArray().Select(arn => (string)arn!));
            (token, parts) = ((string?)answer["nextToken"], parts + 1);
        }
        while (token is not null);
        Assert.Equal(3, parts);
        Assert.Equal(Enumerable.Range(1, 12).Reverse().Select(i => $"{Arn}task-definition/api:{i}"), all);
    }

    [Fact]
    public async Task A_task_that_stopped_is_shown_for_an_hour()
    {
        using var ecs = new ProtocolClient(Endpoint);
        var task = await RunAsync(ecs);
        await ecs.EcsAsync("StopTask", new() { ["task"] = task });
        Assert.Single((await ListAsync(ecs)).AsArray());
        Clock.Offset += TimeSpan.FromMinutes(59);
        await RunAsync(ecs);
        Assert.Single((await ListAsync(ecs)).AsArray());
        Clock.Offset += TimeSpan.FromMinutes(2);
        await RunAsync(ecs);
        Assert.Empty((await ListAsync(ecs)).AsArray());
    }

    [Fact]
    public async Task Errors_have_ECSs_codes()
    {
        using var ecs = new ProtocolClient(Endpoint);
        await ecs.EcsAsync("CreateCluster", []);
        await RegisterAsync(ecs);
        (string Code, string Action, JsonObject Body)[] cases =
        [
            ("ClusterNotFoundException", "RunTask", new() { ["cluster"] = "none", ["taskDefinition"] = "api" }),
            ("ClientException", "RunTask", new() { ["taskDefinition"] = "none" }),
            ("InvalidParameterException", "RunTask", new() { ["taskDefinition"] = "api", ["count"] = 11 }),
            ("InvalidParameterException", "RunTask", []),
            ("InvalidParameterException", "StopTask", new() { ["task"] = "none" }),
            ("InvalidParameterException", "SubmitTaskStateChange", new() { ["task"] = "none", ["status"] = "RUNNING" }),
            ("ClusterNotFoundException", "ListTasks", new() { ["cluster"] = "none" }),
            ("ServiceNotFoundException", "ListTasks", new() { ["serviceName"] = "none" }),
            ("ClusterNotFoundException", "ListServices", new() { ["cluster"] = "none" }),
            ("InvalidParameterException", "ListClusters", new() { ["maxResults"] = 0 }),
            ("InvalidParameterException", "ListClusters", new() { ["nextToken"] = "none" }),
        ];
        foreach (var (code, action, body) in cases)
        {
            var (status, answer) = await ecs.EcsAsync(action, body);
            Assert.Equal((action, 400, code), (action, status, (string?)answer["__type"]));
        }

        Assert.Equal(11, cases.Length);
        var (_, described) = await ecs.EcsAsync("DescribeTasks", new() { ["tasks"] = new JsonArray("none") });
        Assert.Equal("MISSING", (string?)described["failures"]![0]!["reason"]);
    }

    private static int Count(JsonNode counted, string which) => (int)counted[$"{which}Count"]!;

    private static async Task<JsonNode> ListAsync(ProtocolClient ecs) =>
        (await ecs.EcsAsync("ListTasks", new() { ["desiredStatus"] = "STOPPED" })).Answer["taskArns"]!;

    private static async Task<string> RunAsync(ProtocolClient ecs, JsonObject? more = null, string family = "api")
    {
        await RegisterAsync(ecs, family);
        await ecs.EcsAsync("CreateCluster", []);
        var body = more ?? [];
        body["taskDefinition"] ??= family;
        var (status, answer) = await ecs.EcsAsync("RunTask", body);
        Assert.True(status == 200, answer.ToJsonString());
        return (string)answer["tasks"]![0]!["taskArn"]!;
    }

    private static async Task RegisterAsync(ProtocolClient ecs, string family = "api")
    {
        var container = new JsonObject { ["name"] = "main", ["image"] = "example.com/api:1" };
        var (status, answer) = await ecs.EcsAsync(
            "RegisterTaskDefinition", new() { ["family"] = family, ["containerDefinitions"] = new JsonArray(container) });
        Assert.True(status == 200, answer.ToJsonString());
    }

    private static async Task SubmitAsync(ProtocolClient ecs, string task, string status, int? exitCode = null)
    {
        var container = new JsonObject { ["containerName"] = "main", ["exitCode"] = exitCode };
        var (code, answer) = await ecs.EcsAsync(
            "SubmitTaskStateChange", new() { ["task"] = task, ["status"] = status, ["containers"] = new JsonArray(container) });
        Assert.Equal((200, "ACK"), (code, (string?)answer["acknowledgment"]));
    }

    private static async Task<JsonNode> DescribeAsync(ProtocolClient ecs, string task) =>
        (await ecs.EcsAsync("DescribeTasks", new() { ["tasks"] = new JsonArray(task) })).Answer["tasks"]![0]!;

    private static async Task<string> StatusAsync(ProtocolClient ecs, string task)
    {
        var described = await DescribeAsync(ecs, task);
        return $"{described["lastStatus"]} {described["desiredStatus"]}";
    }

    private static async Task<string?> ErrorAfterAsync(ProtocolClient ecs, params (string Action, JsonObject Body)[] steps)
    {
        JsonObject answer = [];
        foreach (var (action, body) in steps)
        {
            (_, answer) = await ecs.EcsAsync(action, body);
        }

        return (string?)answer["__type"];
    }
}
