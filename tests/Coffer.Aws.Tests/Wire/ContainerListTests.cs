using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Aws.Tests.Wire;

/// <summary>What runs is read to its end, and an answer that is not whole is not "nothing runs".</summary>
public sealed class ContainerListTests
{
    private const string Arn = "arn:aws:ecs:us-east-1:111122223333:";
    private const string Definition = $"{Arn}task-definition/api:7";

    /// <summary>What is bent: an action, the request of it that meets it, and what it is answered.</summary>
    public static TheoryData<string, int, string> BentAnswers => new()
    {
        { "ListClusters", 1, "" },
        { "ListClusters", 1, "{}" },
        { "ListClusters", 1, "[]" },
        { "ListTasks", 1, "{}" },
        { "ListTasks", 1, """{"taskArns":"none"}""" },
        { "ListTasks", 1, """{"taskArns":[7]}""" },
        { "ListTasks", 2, $$"""{"taskArns":["{{Arn}}task/main/9"],"nextToken":"second"}""" },
        { "ListTasks", 2, "<html></html>" },
        { "DescribeTasks", 1, "{}" },
        { "DescribeTasks", 1, """{"tasks":[],"failures":[]}""" },
        { "ListServices", 1, "{}" },
        { "DescribeServices", 1, "{}" },
        { "DescribeServices", 1, """{"services":[],"failures":[]}""" },
        { "DescribeTaskDefinition", 1, "{}" },
        { "DescribeTaskDefinition", 1, """{"taskDefinition":{}}""" },
    };

    [Theory]
    [MemberData(nameof(BentAnswers))]
    public async Task An_answer_that_is_not_whole_is_asked_for_again(string action, int which, string bent)
    {
        Assert.Equal(15, BentAnswers.Count);
        var asked = 0;
        using var server = new StandIn(request =>
            ActionOf(request) == action && Interlocked.Increment(ref asked) == which ? new(200, bent) : Good(request));
        await RequireAllAsync(server);
        Assert.Equal(7 + 1, server.Requests.Count);
    }

    [Fact]
    public async Task The_second_page_counts_as_the_first()
    {
        using var server = new StandIn(Good);
        await RequireAllAsync(server);
        Assert.Equal(
            ["", "second"],
            server.Requests.Where(request => ActionOf(request) == "ListTasks").Select(request => $"{Body(request)["nextToken"]}"));
    }

    [Fact]
    public async Task A_task_that_ended_meanwhile_is_no_fault()
    {
        using var server = new StandIn(request => ActionOf(request) == "DescribeTasks"
            ? new(200, $$"""{"tasks":[{{Described("1")}}],"failures":[{"arn":"{{Arn}}task/main/2","reason":"MISSING"},{"arn":"x"}]}""")
            : Good(request));
        var containers = await ListAsync(server);
        Assert.Equal((2, 1), (containers.Count, containers.Sum(container => container.Tasks)));
    }

    private static async Task RequireAllAsync(StandIn server)
    {
        var containers = await ListAsync(server);
        Assert.Equal(["service of tasks 0 of api", "tasks 3 of api"], containers.Select(One).Order());
    }

    private static string One(Core.Ports.DefinedContainer container) =>
        $"{(container.Group == "web" ? "service of " : "")}tasks {container.Tasks} of {container.Name}";

    private static async Task<IReadOnlyList<Core.Ports.DefinedContainer>> ListAsync(StandIn server)
    {
        Dictionary<string, string> variables = new()
        {
            ["AWS_ENDPOINT_URL"] = server.Url,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
        };
        using var access = new AwsAccess(variables.GetValueOrDefault);
        using var connections = new AwsConnections(access);
        return await connections.Containers(null, null).ListAsync(TestContext.Current.CancellationToken);
    }

    private static string ActionOf(StandInRequest request) => request.Headers["X-Amz-Target"].Split('.')[1];

    private static JsonNode Body(StandInRequest request) => JsonNode.Parse(request.BodyText)!;

    private static string Described(string task) =>
        $$"""{"taskArn":"{{Arn}}task/main/{{task}}","taskDefinitionArn":"{{Definition}}","group":"family:api","overrides":{ } }""";

    private static StandInAnswer Good(StandInRequest request) => new(200, ActionOf(request) switch
    {
        "ListClusters" => $$"""{"clusterArns":["{{Arn}}cluster/main"]}""",
        "ListTasks" when Body(request)["nextToken"] is null => $$"""{"taskArns":["{{Arn}}task/main/1"],"nextToken":"second"}""",
        "ListTasks" => $$"""{"taskArns":["{{Arn}}task/main/2","{{Arn}}task/main/3"]}""",
        "DescribeTasks" => $$"""{"tasks":[{{string.Join(',', Body(request)["tasks"]!.AsArray()
            .Select(arn => Described($"{arn}".Split('/')[^1])))}}],"failures":[]}""",
        "ListServices" => $$"""{"serviceArns":["{{Arn}}service/main/web"]}""",
        "DescribeServices" => $$"""{"services":[{"serviceName":"web","status":"ACTIVE","taskDefinition":"{{Definition}}"}]}""",
        "DescribeTaskDefinition" => """{"taskDefinition":{"containerDefinitions":[{"name":"api","environment":[]}]}}""",
        var other => throw new JsonException(other),
    });
}
