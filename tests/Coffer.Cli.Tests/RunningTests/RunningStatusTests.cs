using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.KeyManagementService.Model;
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
        var second = await PushAsync(repository, options: "--delete");
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

    /// <summary>The containers of the article name their bucket by a variable of their own.</summary>
    [NativeFact]
    public async Task What_a_release_has_by_its_digest_is_compared_and_Git_says_when_it_changed()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var root = new WireCaller(repository.Aws.Endpoint, region: LocalAwsProcess.DefaultRegion);
        await KeepVersionsAsync(repository);
        await ShellAsync(repository, "git init -q && head -c 20000 /dev/zero | tr '\\0' a | \"$0\" set staging/api/LARGE");
        await RunAsync(root, "api", await PushAsync(repository), bucketVariable: "SECRETS_BUCKET_NAME");
        await ShellAsync(
            repository,
            "head -c 20000 /dev/zero | tr '\\0' b | \"$0\" set staging/api/LARGE && git add staging && "
                + "GIT_AUTHOR_DATE=2026-01-02T03:04:05+02:00 git commit -q -m LARGE");
        _ = await PushAsync(repository);

        var json = await repository.CofferAsync("status", "staging", "--running", "--json");
        Assert.True(json.ExitCode == 1, $"{json.ExitCode}: {json.StderrText}");
        var running = Assert.Single(JsonNode.Parse(json.StdoutText)!["running"]!.AsArray())!;
        var secret = Assert.Single(running["secrets"]!.AsArray())!;
        Assert.Equal(("staging/api/LARGE", "old", "2026-01-02T03:04:05+02:00"), (
            secret["address"]!.ToString(), secret["state"]!.ToString(), secret["changed"]?.ToString()));
    }

    /// <summary>A file that KMS opens does so with any pair; one that a pair opens does not, be it the same to the byte.</summary>
    [NativeFact]
    public async Task What_another_private_key_opens_is_old()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var root = new WireCaller(repository.Aws.Endpoint, region: LocalAwsProcess.DefaultRegion);
        await KeepVersionsAsync(repository);
        await ConfigureAsync(repository, "alias/secrets");
        await ShellAsync(repository, "\"$0\" key create staging/web && printf value | \"$0\" set staging/web/OF_PAIR");
        await File.WriteAllBytesAsync(
            Path.Combine(repository.Folder, "staging", "web", "OF_KMS"),
            await repository.SealAsync("web", "OF_KMS", "value"),
            TestContext.Current.CancellationToken);
        await RunAsync(root, "before", await PushAsync(repository, "web"), service: "web");
        await ShellAsync(repository, "\"$0\" key rotate staging/web");
        await RunAsync(root, "later", await PushAsync(repository, "web"), service: "web");
        Assert.Equal(
            [
                "old         staging/web  apps/family:before  before:1  1 task",
                "  old       staging/web/OF_PAIR",
                "same        staging/web  apps/family:later  later:1  1 task",
            ],
            await LinesAsync(repository));

        // The private key under another key of KMS: what it opens stays to the byte.
        using (var kms = repository.Aws.Kms())
        {
            var made = await kms.CreateKeyAsync(new CreateKeyRequest(), TestContext.Current.CancellationToken);
            await kms.CreateAliasAsync("alias/other", made.KeyMetadata.KeyId, TestContext.Current.CancellationToken);
        }

        await ConfigureAsync(repository, "alias/other");
        await ShellAsync(repository, "cp staging/web/OF_PAIR of-pair && cp staging/web/OF_KMS of-kms");
        await ShellAsync(repository, "\"$0\" rekey staging/web --from alias/secrets");
        await ShellAsync(repository, "cmp of-pair staging/web/OF_PAIR && cp of-kms staging/web/OF_KMS");
        Assert.Equal(
            ["old         staging/web  apps/family:later  later:1  1 task", "  old       staging/web/OF_PAIR"],
            (await LinesAsync(repository))[^2..]);
    }

    private static async Task<string[]> LinesAsync(SealedRepository repository)
    {
        var result = await repository.CofferAsync("status", "staging", "--running");
        Assert.True(result.ExitCode == 1, $"{result.ExitCode}: {result.StderrText}");
        return [.. result.StdoutText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutTime)];
    }

    private static Task ConfigureAsync(SealedRepository repository, string key) => File.WriteAllTextAsync(
        Path.Combine(repository.Folder, "coffer.json"),
        $$"""{ "environments": { "staging": { "key": "{{key}}", "services": { "web": { "format": "service" } } } } }""",
        TestContext.Current.CancellationToken);

    private static async Task ShellAsync(SealedRepository repository, string line)
    {
        var result = await repository.ShellAsync(line);
        Assert.True(result.ExitCode == 0, $"{line}: {result.StderrText}");
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

    private static async Task<string> PushAsync(SealedRepository repository, string service = "api", params string[] options)
    {
        var pushed = await repository.CofferAsync(["push", "staging", .. options]);
        Assert.True(pushed.ExitCode == 0, pushed.StderrText);
        var pin = Regex.Match(pushed.StdoutText, $"(?m)^COFFER_RELEASE=(.+)\nCOFFER_SERVICE={service}$");
        Assert.True(pin.Success, pushed.StdoutText);
        return pin.Groups[1].Value;
    }

    /// <summary>A task that runs, of a definition with this pin.</summary>
    private static async Task RunAsync(
        WireCaller root,
        string family,
        string pin,
        string bucket = SealedRepository.Bucket,
        string service = "api",
        string bucketVariable = "COFFER_BUCKET")
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
                    Variable(bucketVariable, bucket), Variable("COFFER_ENVIRONMENT", "staging"), Variable("COFFER_SERVICE", service),
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
