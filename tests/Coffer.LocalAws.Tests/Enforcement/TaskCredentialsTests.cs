using System.Net;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>The credentials of a task's role, as ECS serves them.</summary>
public sealed class TaskCredentialsTests : EnforcedTest
{
    private const string Tasks = """{"Service":"ecs-tasks.amazonaws.com"}""";

    private readonly HttpClient http = new();

    private protected override Options Options { get; } = new() { Port = 0, EnforceIam = true, TaskCredentialsSeconds = 600 };

    [Fact]
    public async Task They_are_those_of_the_role_and_end()
    {
        var key = await KeyAsync();
        await OkAsync(Root.IamAsync("CreateRole", ("RoleName", "api-task"), ("AssumeRolePolicyDocument", Trust(Tasks))));
        await PutAsync("api-task", "p", Allow("kms:DescribeKey"));
        var (status, given) = await GetAsync("api-task");
        Assert.Equal((200, "arn:aws:iam::000000000000:role/api-task"), (status, given["RoleArn"]!.ToString()));
        using var task = CallerOf(given);
        Assert.StartsWith(
            "arn:aws:sts::000000000000:assumed-role/api-task/",
            (await OkAsync(task.StsAsync("GetCallerIdentity"))).Value("Arn"),
            StringComparison.Ordinal);
        await OkAsync(task.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key }));
        await DeniedAsync(task.KmsAsync("Encrypt", Plain(key)));

        // The same until half of its life is over, then the next; the old one is good to its end.
        Clock.Offset = TimeSpan.FromSeconds(290);
        Assert.Equal(given["AccessKeyId"]!.ToString(), (await GetAsync("api-task")).Body["AccessKeyId"]!.ToString());
        Clock.Offset = TimeSpan.FromSeconds(310);
        var next = (await GetAsync("api-task")).Body;
        Assert.NotEqual(given["AccessKeyId"]!.ToString(), next["AccessKeyId"]!.ToString());
        await OkAsync(task.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key }));
        Clock.Offset = TimeSpan.FromSeconds(601);
        Assert.Equal("ExpiredTokenException", (await task.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key })).Code);
        using var renewed = CallerOf(next);
        await OkAsync(renewed.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key }));
    }

    [Fact]
    public async Task They_are_for_roles_that_trust_ECS_and_for_no_web_page()
    {
        await OkAsync(Root.IamAsync("CreateRole", ("RoleName", "people"), ("AssumeRolePolicyDocument", Trust())));
        await OkAsync(Root.IamAsync("CreateRole", ("RoleName", "tasks"), ("AssumeRolePolicyDocument", Trust(Tasks))));
        Assert.Equal(404, (await GetAsync("people")).Status);
        Assert.Equal(404, (await GetAsync("missing")).Status);
        Assert.Equal(403, (await GetAsync("tasks", ("Origin", "https://example.com"))).Status);
        Assert.Equal(200, (await GetAsync("tasks")).Status);
    }

    private WireCaller CallerOf(JsonNode given) => new(
        Endpoint, given["AccessKeyId"]!.ToString(), given["SecretAccessKey"]!.ToString(), given["Token"]!.ToString());

    private async Task<(int Status, JsonNode Body)> GetAsync(string role, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint, $"/v2/credentials/{role}"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode != HttpStatusCode.OK || text.Contains("Expiration", StringComparison.Ordinal));
        return ((int)response.StatusCode, JsonNode.Parse(text)!);
    }
}
