using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.Cli.Tests.Processes;

/// <summary>
/// A repository on a local AWS where policies decide, and the role of the task of <c>staging/api</c>, which may what
/// <c>coffer policy reader</c> says. Its credentials are those that ECS would serve, and end after some seconds.
/// </summary>
internal sealed class TaskRole : IAsyncDisposable
{
    /// <summary>How long its credentials last. A request that waits longer than this is answered after they have ended.</summary>
    public const int Seconds = 3;

    private const string Name = "api-task";
    private const string Trust = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    private readonly string events;

    private TaskRole(SealedRepository repository, string events)
    {
        Repository = repository;
        this.events = events;
    }

    public SealedRepository Repository { get; }

    /// <summary>Where a container finds its credentials.</summary>
    public KeyValuePair<string, string> Variable => new(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", new Uri(Repository.Aws.Endpoint, $"/v2/credentials/{Name}").ToString());

    /// <param name="rules">The rules of a faults file.</param>
    public static async Task<TaskRole> MakeAsync(string rules)
    {
        var events = Path.Combine(Directory.CreateTempSubdirectory("coffer-events-").FullName, "events.jsonl");
        var repository = new SealedRepository
        {
            Faults = rules,
            Options = ["--enforce-iam", "--task-credentials", $"{Seconds}", "--events", events],
        };
        await repository.InitializeAsync();
        var role = new TaskRole(repository, events);
        var policy = await repository.CofferAsync("policy", "reader", "staging/api", "--list");
        Assert.Equal(0, policy.ExitCode);
        using var root = new WireCaller(repository.Aws.Endpoint);
        await DoneAsync(root.IamAsync("CreateRole", ("RoleName", Name), ("AssumeRolePolicyDocument", Trust)));
        await DoneAsync(root.IamAsync(
            "PutRolePolicy", ("RoleName", Name), ("PolicyName", "reader"), ("PolicyDocument", policy.StdoutText)));
        return role;
    }

    public async ValueTask DisposeAsync()
    {
        await Repository.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(events)!, recursive: true);
    }

    /// <summary>What the role's sessions have asked for and got: the action, and with which access key.</summary>
    public async Task<List<(string Action, string AccessKey)>> DoneAsync() =>
        [.. (await RecordsAsync()).Where(record => IsOfRole(record) && record["errorCode"] is null)
            .Select(record => (record["eventName"]!.ToString(), record["userIdentity"]!["accessKeyId"]!.ToString()))];

    /// <summary>How many requests came after their credentials had ended. AWS no longer knows whose they are.</summary>
    public async Task<int> ExpiredAsync() => (await RecordsAsync()).Count(
        record => record["errorCode"]?.ToString() is "ExpiredToken" or "ExpiredTokenException");

    private static bool IsOfRole(JsonNode record) =>
        record["userIdentity"]!["arn"]?.ToString().Contains($":assumed-role/{Name}/", StringComparison.Ordinal) == true;

    private static async Task DoneAsync(Task<WireAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status == 200, answer.ToString());
    }

    private async Task<List<JsonNode>> RecordsAsync()
    {
        await using var file = new FileStream(events, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
