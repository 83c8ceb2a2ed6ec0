using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Enforcement;
using Xunit;

namespace Coffer.LocalAws.Tests.Services;

/// <summary>Log groups, as Terraform makes, reads and removes them.</summary>
public sealed class LogGroupTests : EnforcedTest
{
    private const string Arn = "arn:aws:logs:eu-west-1:000000000000:log-group:/ecs/api";

    [Fact]
    public async Task A_group_has_its_retention_and_its_tags()
    {
        await OkAsync(Root.LogsAsync(
            "CreateLogGroup", new JsonObject { ["logGroupName"] = "/ecs/api", ["tags"] = new JsonObject { ["a"] = "1" } }));
        await OkAsync(Root.LogsAsync("PutRetentionPolicy", new JsonObject { ["logGroupName"] = "/ecs/api", ["retentionInDays"] = 30 }));
        await OkAsync(Root.LogsAsync(
            "TagResource", new JsonObject { ["resourceArn"] = Arn + ":*", ["tags"] = new JsonObject { ["b"] = "2" } }));
        await OkAsync(Root.LogsAsync("UntagResource", new JsonObject { ["resourceArn"] = Arn, ["tagKeys"] = new JsonArray("a") }));
        var group = await OneAsync();
        Assert.Equal((Arn + ":*", Arn, 30), ((string?)group["arn"], (string?)group["logGroupArn"], (int?)group["retentionInDays"]));
        Assert.Null(group["tags"]);
        Assert.Equal(
            """{"b":"2"}""", (await OkAsync(Root.LogsAsync(
                "ListTagsForResource", new JsonObject { ["resourceArn"] = Arn })))["tags"].ToJsonString());

        await OkAsync(Root.LogsAsync("DeleteRetentionPolicy", new JsonObject { ["logGroupName"] = "/ecs/api" }));
        Assert.Null((await OneAsync())["retentionInDays"]);
        await OkAsync(Root.LogsAsync("DeleteLogGroup", new JsonObject { ["logGroupName"] = "/ecs/api" }));
        Assert.Equal("ResourceNotFoundException", (await Root.LogsAsync(
            "DeleteLogGroup", new JsonObject { ["logGroupName"] = "/ecs/api" })).Code);
    }

    [Fact]
    public async Task Groups_are_found_by_prefix_and_in_parts()
    {
        for (var i = 0; i < 7; i++)
        {
            await OkAsync(Root.LogsAsync("CreateLogGroup", new JsonObject { ["logGroupName"] = $"/{(i % 2 == 0 ? "even" : "odd")}/{i}" }));
        }

        var first = await OkAsync(Root.LogsAsync("DescribeLogGroups", new JsonObject { ["logGroupNamePrefix"] = "/even", ["limit"] = 3 }));
        var second = await OkAsync(Root.LogsAsync(
            "DescribeLogGroups",
            new JsonObject { ["logGroupNamePrefix"] = "/even", ["limit"] = 3, ["nextToken"] = first["nextToken"].ToString() }));
        Assert.Equal(
            ["/even/0", "/even/2", "/even/4", "/even/6"],
            first["logGroups"].AsArray().Concat(second["logGroups"].AsArray()).Select(group => (string?)group!["logGroupName"]));
    }

    [Fact]
    public async Task Errors_have_the_codes_of_CloudWatch_Logs()
    {
        await OkAsync(Root.LogsAsync("CreateLogGroup", new JsonObject { ["logGroupName"] = "a" }));
        (string Code, string Action, JsonObject Body)[] cases =
        [
            ("ResourceAlreadyExistsException", "CreateLogGroup", new() { ["logGroupName"] = "a" }),
            ("InvalidParameterException", "CreateLogGroup", new() { ["logGroupName"] = "a b" }),
            ("InvalidParameterException", "CreateLogGroup", []),
            ("ResourceNotFoundException", "PutRetentionPolicy", new() { ["logGroupName"] = "b", ["retentionInDays"] = 1 }),
            ("InvalidParameterException", "PutRetentionPolicy", new() { ["logGroupName"] = "a", ["retentionInDays"] = 2 }),
            ("ResourceNotFoundException", "ListTagsForResource", new() { ["resourceArn"] = $"{Arn}s" }),
            ("UnknownOperationException", "PutLogEvents", []),
        ];
        foreach (var (code, action, body) in cases)
        {
            Assert.Equal((action, code), (action, (await Root.LogsAsync(action, body)).Code));
        }

        Assert.Equal(7, cases.Length);
    }

    private async Task<JsonNode> OneAsync() =>
        Assert.Single((await OkAsync(Root.LogsAsync("DescribeLogGroups", [])))["logGroups"].AsArray())!;
}
