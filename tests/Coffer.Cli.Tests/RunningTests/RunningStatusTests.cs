using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.Cli.Tests.RunningTests;

/// <summary><c>coffer status --running</c>: what tasks have, beside the repository's files.</summary>
public sealed class RunningStatusTests
{
    [NativeFact]
    public async Task Each_task_is_told_with_what_is_old_in_it()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var root = new WireCaller(repository.Aws.Endpoint, region: LocalAwsProcess.DefaultRegion);
        await KeepVersionsAsync(repository);
        var first = await PushAsync(repository);
        await RunAsync(root, "old", first);
        await WriteAsync(repository, "SECRET_03", "another");
        await WriteAsync(repository, "NEW", "one more");
        File.Delete(repository.PathOf("SECRET_05"));
        var second = await PushAsync(repository, "--delete");
        await RunAsync(root, "same", second);
        await RunAsync(root, "latest", "latest");
        await RunAsync(root, "bad", "sha256:none");
        await RunAsync(root, "lost", first.Split('@')[0] + "@" + new string('x', 32));
        await RunAsync(root, "elsewhere", first, bucket: "production-secrets");

        var result = await repository.CofferAsync("status", "staging", "--running");
        Assert.Equal(1, result.ExitCode);
        string[] lines = [.. result.StdoutText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutTime)];
        Assert.Equal(
            [
                "bad pin     staging/api  apps/family:bad  bad:1  1 task",
                "unpinned    staging/api  apps/family:latest  latest:1  1 task",
                "lost        staging/api  apps/family:lost  lost:1  1 task",
                "old         staging/api  apps/family:old  old:1  1 task",
                "  missing   staging/api/NEW",
                "  old       staging/api/SECRET_03",
                "  removed   staging/api/SECRET_05",
                "same        staging/api  apps/family:same  same:1  1 task",
            ],
            lines);
        Assert.Contains(
            "not all that runs of 'staging' has the secrets of the repository: 1 service, 4 tasks of 1 service, 5 tasks",
            result.StderrText, StringComparison.Ordinal);

        var json = await repository.CofferAsync("status", "staging", "--running", "--json");
        using var parsed = System.Text.Json.JsonDocument.Parse(json.Stdout);
        Assert.Equal(OutputTests.JsonTable.Rows["status --running"], OutputTests.JsonTable.FieldsOf([parsed.RootElement]));
        var running = JsonNode.Parse(json.StdoutText)!["running"]!.AsArray();
        Assert.Equal(5, running.Count);
        var old = running[3]!;
        Assert.Equal(("old", first, "old:1", 1), (
            old["state"]!.ToString(), old["release"]!.ToString(), old["taskDefinition"]!.ToString(), old["tasks"]!.GetValue<int>()));
        Assert.Equal("staging/api/SECRET_03", old["secrets"]![1]!["address"]!.ToString());
    }

    [NativeFact]
    public async Task All_the_same_ends_0_and_a_service_without_tasks_counts()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var root = new WireCaller(repository.Aws.Endpoint, region: LocalAwsProcess.DefaultRegion);
        await KeepVersionsAsync(repository);
        var pin = await PushAsync(repository);
        await RunAsync(root, "api", pin);
        await DoneAsync(root.EcsAsync("CreateService", new JsonObject
        {
            ["cluster"] = "apps", ["serviceName"] = "api", ["taskDefinition"] = "api", ["desiredCount"] = 1,
        }));
        var result = await repository.CofferAsync("status", "staging", "--running");
        Assert.Equal("", result.StderrText.Replace(
            "coffer: all that runs of 'staging' has the secrets of the repository: 1 service, 1 task\n", "", StringComparison.Ordinal));
        Assert.Equal(
            ["same        staging/api  apps/api  api:1  0 tasks", "same        staging/api  apps/family:api  api:1  1 task"],
            result.StdoutText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutTime));
        Assert.Equal(0, result.ExitCode);
    }

    [NativeFact]
    public async Task Nothing_that_runs_is_no_success()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var result = await repository.CofferAsync("status", "staging", "--running");
        Assert.Equal(66, result.ExitCode);
        Assert.Contains(
            "no service and no running task of ECS loads secrets of s3://staging-secrets", result.StderrText, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task Who_may_not_ask_is_told_which_action()
    {
        await using var repository =
            await SealedRepository.WithFaultsAsync("ecs ListClusters status 400 AccessDeniedException not authorized");
        var result = await repository.CofferAsync("status", "staging", "--running");
        Assert.Equal(77, result.ExitCode);
        Assert.Contains("what runs cannot be asked", result.StderrText, StringComparison.Ordinal);
        Assert.Contains("ecs:ListClusters", result.StderrText, StringComparison.Ordinal);
    }

    private static string WithoutTime(string line) => line.Split(" since ")[0].Split("  changed ")[0];

    private static async Task KeepVersionsAsync(SealedRepository repository)
    {
        using var s3 = repository.Aws.S3();
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = SealedRepository.Bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
    }

    private static async Task WriteAsync(SealedRepository repository, string name, string value) => await File.WriteAllBytesAsync(
        repository.PathOf(name), await repository.SealAsync("api", name, value), TestContext.Current.CancellationToken);

    private static async Task<string> PushAsync(SealedRepository repository, params string[] options)
    {
        var pushed = await repository.CofferAsync(["push", "staging", .. options]);
        Assert.Equal(0, pushed.ExitCode);
        const string Start = "COFFER_RELEASE=";
        return pushed.StdoutText.Split('\n').Single(line => line.StartsWith(Start, StringComparison.Ordinal))[Start.Length..];
    }

    /// <summary>A task that runs, of a definition with this pin.</summary>
    private static async Task RunAsync(WireCaller root, string family, string pin, string bucket = SealedRepository.Bucket)
    {
        static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };
        await root.EcsAsync("CreateCluster", new JsonObject { ["clusterName"] = "apps" });
        await DoneAsync(root.EcsAsync("RegisterTaskDefinition", new JsonObject
        {
            ["family"] = family,
            ["containerDefinitions"] = new JsonArray(new JsonObject
            {
                ["name"] = "app",
                ["image"] = "app",
                ["environment"] = new JsonArray(
                    Variable("COFFER_BUCKET", bucket), Variable("COFFER_ENVIRONMENT", "staging"), Variable("COFFER_SERVICE", "api"),
                    Variable("COFFER_RELEASE", pin)),
            }),
        }));
        await DoneAsync(root.EcsAsync("RunTask", new JsonObject { ["cluster"] = "apps", ["taskDefinition"] = family }));
    }

    private static async Task DoneAsync(Task<WireAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status == 200, answer.ToString());
    }
}
