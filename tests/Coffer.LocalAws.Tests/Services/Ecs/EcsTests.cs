using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Ecs;

public sealed class EcsTests : ServerTest
{
    private const string Arn = "arn:aws:ecs:eu-west-1:000000000000:";

    [Fact]
    public async Task A_task_definition_gets_a_revision_and_is_given_back()
    {
        using var ecs = new ProtocolClient(Endpoint);
        Assert.Equal(1, await RegisterAsync(ecs));
        Assert.Equal(2, await RegisterAsync(ecs));
        var (_, answer) = await ecs.EcsAsync("DescribeTaskDefinition", new() { ["taskDefinition"] = "api" });
        var definition = answer["taskDefinition"]!;
        Assert.Equal(Arn + "task-definition/api:2", (string?)definition["taskDefinitionArn"]);
        Assert.Equal("COFFER_RELEASE", (string?)definition["containerDefinitions"]![0]!["environment"]![0]!["name"]);
        Assert.Equal("staging", (string?)answer["tags"]![0]!["value"]);

        await ecs.EcsAsync("DeregisterTaskDefinition", new() { ["taskDefinition"] = "api:2" });
        Assert.Equal(
            "INACTIVE",
            (string?)(
                await ecs.EcsAsync("DescribeTaskDefinition", new() { ["taskDefinition"] = "api:2" })).Answer["taskDefinition"]!["status"]);
        Assert.Equal(
            1,
            (int?)(
                await ecs.EcsAsync("DescribeTaskDefinition", new() { ["taskDefinition"] = "api" })).Answer["taskDefinition"]!["revision"]);
        Assert.Equal(3, await RegisterAsync(ecs));
    }

    [Fact]
    public async Task A_service_follows_its_task_definition_and_is_deleted_before_its_cluster()
    {
        using var ecs = new ProtocolClient(Endpoint);
        await RegisterAsync(ecs);
        await ecs.EcsAsync("CreateCluster", new() { ["clusterName"] = "staging" });
        var (_, created) = await ecs.EcsAsync(
            "CreateService", new() { ["cluster"] = "staging", ["serviceName"] = "api", ["taskDefinition"] = "api", ["desiredCount"] = 1 });
        Assert.Equal(Arn + "service/staging/api", (string?)created["service"]!["serviceArn"]);
        Assert.Equal(Arn + "task-definition/api:1", (string?)created["service"]!["taskDefinition"]);
        await RegisterAsync(ecs);
        await ecs.EcsAsync("UpdateService", new() { ["cluster"] = "staging", ["service"] = "api", ["taskDefinition"] = "api:2" });
        var (_, described) = await ecs.EcsAsync(
            "DescribeServices", new() { ["cluster"] = "staging", ["services"] = new JsonArray("api", "web") });
        Assert.Equal(Arn + "task-definition/api:2", (string?)described["services"]![0]!["deployments"]![0]!["taskDefinition"]);
        Assert.Equal("MISSING", (string?)described["failures"]![0]!["reason"]);

        Assert.Equal("ClusterContainsServicesException", await ErrorAsync(ecs, "DeleteCluster", new() { ["cluster"] = "staging" }));
        Assert.Equal(
            "InvalidParameterException", await ErrorAsync(ecs, "DeleteService", new() { ["cluster"] = "staging", ["service"] = "api" }));
        await ecs.EcsAsync("DeleteService", new() { ["cluster"] = "staging", ["service"] = "api", ["force"] = true });
        Assert.Equal(
            "INACTIVE", (string?)(await ecs.EcsAsync("DeleteCluster", new() { ["cluster"] = "staging" })).Answer["cluster"]!["status"]);
        Assert.Equal(
            "ClusterNotFoundException",
            await ErrorAsync(ecs, "DescribeServices", new() { ["cluster"] = "staging", ["services"] = new JsonArray("api") }));
    }

    [Fact]
    public async Task Errors_have_ECSs_codes()
    {
        using var ecs = new ProtocolClient(Endpoint);
        await ecs.EcsAsync("CreateCluster", []);
        (string Code, string Action, JsonObject Body)[] cases =
        [
            ("ClientException", "DescribeTaskDefinition", new() { ["taskDefinition"] = "none" }),
            ("ClientException", "RegisterTaskDefinition", new() { ["family"] = "api" }),
            (
                "ClientException",
                "RegisterTaskDefinition",
                new() { ["family"] = "api", ["containerDefinitions"] = new JsonArray(new JsonObject()) }),
            ("ClientException", "CreateService", new() { ["serviceName"] = "api", ["taskDefinition"] = "none" }),
            ("InvalidParameterException", "RegisterTaskDefinition", []),
            ("InvalidParameterException", "RegisterTaskDefinition", new() { ["family"] = 1 }),
            ("InvalidParameterException", "ListTagsForResource", new() { ["resourceArn"] = Arn + "cluster/none" }),
            ("ServiceNotFoundException", "UpdateService", new() { ["service"] = "none" }),
            ("ClusterNotFoundException", "DeleteCluster", new() { ["cluster"] = "none" }),
            ("UnknownOperationException", "StartTask", []),
        ];
        foreach (var (code, action, body) in cases)
        {
            Assert.Equal(code, await ErrorAsync(ecs, action, body));
        }

        Assert.Equal(10, cases.Length);
    }

    [Fact]
    public async Task All_of_it_survives_a_kill()
    {
        using var folder = new TemporaryFolder();
        using (var first = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path))
        {
            using var ecs = new ProtocolClient(first.Endpoint);
            await RegisterAsync(ecs);
            await ecs.EcsAsync(
                "TagResource",
                new()
                {
                    ["resourceArn"] = Arn + "task-definition/api:1",
                    ["tags"] = new JsonArray(new JsonObject { ["key"] = "a", ["value"] = "b" }),
                });
            await first.KillAsync();
        }

        using var second = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
        using var again = new ProtocolClient(second.Endpoint);
        Assert.Equal(
            2,
            (await again.EcsAsync(
                "ListTagsForResource", new() { ["resourceArn"] = Arn + "task-definition/api:1" })).Answer["tags"]!.AsArray().Count);
        Assert.Equal(2, await RegisterAsync(again));
    }

    [Fact]
    public async Task An_ARN_stands_for_what_its_type_says_and_for_nothing_else()
    {
        using var ecs = new ProtocolClient(Endpoint);
        await RegisterAsync(ecs);
        await ecs.EcsAsync("CreateCluster", new() { ["clusterName"] = "staging" });
        await ecs.EcsAsync("CreateService", new() { ["cluster"] = "staging", ["serviceName"] = "api", ["taskDefinition"] = "api" });
        string[] arns = [
            Arn + "cluster/staging", Arn + "service/staging/api", Arn + "task-definition/api:1", "arn:aws:s3:::cluster/staging", "arn:x"];
        (string Action, Func<string, JsonObject> Body, int Right)[] cases =
        [
            ("DescribeClusters", arn => new() { ["clusters"] = new JsonArray(arn) }, 0),
            ("DescribeServices", arn => new() { ["cluster"] = arn, ["services"] = new JsonArray("api") }, 0),
            ("DescribeServices", arn => new() { ["cluster"] = "staging", ["services"] = new JsonArray(arn) }, 1),
            ("UpdateService", arn => new() { ["cluster"] = "staging", ["service"] = arn }, 1),
            ("UpdateService", arn => new() { ["cluster"] = "staging", ["service"] = "api", ["taskDefinition"] = arn }, 2),
            ("CreateService", arn => new() { ["cluster"] = arn, ["serviceName"] = "other", ["taskDefinition"] = "api" }, 0),
            ("DescribeTaskDefinition", arn => new() { ["taskDefinition"] = arn }, 2),
            ("DeregisterTaskDefinition", arn => new() { ["taskDefinition"] = arn }, 2),
            ("DeleteService", arn => new() { ["cluster"] = "staging", ["service"] = arn }, 1),
            ("DeleteCluster", arn => new() { ["cluster"] = arn }, -1),
        ];
        foreach (var (action, body, right) in cases)
        {
            for (var i = 0; i < arns.Length; i++)
            {
                if (action == "DeleteCluster" && i == 0)
                {
                    continue;
                }

                var (status, answer) = await ecs.EcsAsync(action, body(arns[i]));
                Assert.Equal((action, arns[i], i == right ? 200 : 400), (action, arns[i], status));
                Assert.Equal(i == right ? null : "InvalidParameterException", (string?)answer["__type"]);
            }
        }

        Assert.Equal(10, cases.Length);
    }

    private static async Task<int> RegisterAsync(ProtocolClient ecs)
    {
        var environment = new JsonArray(new JsonObject { ["name"] = "COFFER_RELEASE", ["value"] = "sha256:0@1" });
        var container = new JsonObject { ["name"] = "api", ["image"] = "example.com/api:1", ["environment"] = environment };
        var (_, answer) = await ecs.EcsAsync("RegisterTaskDefinition", new()
        {
            ["family"] = "api",
            ["containerDefinitions"] = new JsonArray(container),
            ["tags"] = new JsonArray(new JsonObject { ["key"] = "Environment", ["value"] = "staging" }),
        });
        return (int)answer["taskDefinition"]!["revision"]!;
    }

    private static async Task<string?> ErrorAsync(ProtocolClient ecs, string action, JsonObject body)
    {
        var (status, answer) = await ecs.EcsAsync(action, body);
        Assert.Equal(400, status);
        return (string?)answer["__type"];
    }
}
