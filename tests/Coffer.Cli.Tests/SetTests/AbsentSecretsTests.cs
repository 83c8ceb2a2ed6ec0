using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.SetTests;

/// <summary>
/// What is listed and not in the checkout was not deleted: every command that reads the set says so and fails, whatever is away, and the
/// bucket keeps what it has.
/// </summary>
public sealed class AbsentSecretsTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int Cases = 5 * 14;
    private const int Found = 1;
    private const int NotFound = 66;

    private static readonly string[][] Readers =
    [
        ["verify"],
        ["verify", "staging", "--allow-empty"],
        ["status", "staging"],
        ["status", "staging", "--allow-empty", "--json"],
        ["push", "staging"],
        ["push", "staging", "--dry-run"],
        ["push", "staging", "--delete"],
        ["push", "staging", "--delete", "--allow-empty"],
        ["list", "staging"],
        ["exec", "staging/api", "--", "/bin/sh", "-c", "exit 0"],
        ["exec", "staging/api", "--only", "SECRET_01", "--", "/bin/sh", "-c", "exit 0"],
        ["get", "staging/api/SECRET_01"],
        ["rekey", "staging"],
        ["adopt", "staging", "--dry-run"],
    ];

    [NativeFact]
    public async Task Nothing_that_is_away_counts_as_deleted()
    {
        await File.WriteAllTextAsync(
            Path.Combine(repository.Folder, "staging.tfvars"),
            $"files = [\n{string.Concat(SealedRepository.Names.Select(static name => $"  \"api/{name}\",\n"))}]\n",
            TestContext.Current.CancellationToken);
        var objects = await ObjectsAsync();
        var tried = 0;
        foreach ((var what, var takeAway) in Absences())
        {
            var kept = repository.Folder + "-kept";
            await CopyAsync(repository.Folder, kept);
            await takeAway();
            foreach (var command in Readers)
            {
                var result = await repository.CofferAsync(command);
                var told = result.StdoutText + result.StderrText;
                var shown = $"{string.Join(' ', command)} ({what}): {result.ExitCode}, {told}";
                Assert.True(result.ExitCode == (command[0] == "verify" ? Found : NotFound), shown);
                Assert.True(told.Contains("api/SECRET_01", StringComparison.Ordinal), shown);
                Assert.True(told.Contains("git submodule update --init", StringComparison.Ordinal), shown);
                Assert.True(told.Contains("coffer rm staging/api/SECRET_01", StringComparison.Ordinal), shown);
                tried++;
            }

            Directory.Delete(repository.Folder, recursive: true);
            Directory.Move(kept, repository.Folder);
            Assert.Equal(objects, await ObjectsAsync());
        }

        Assert.Equal(Cases, tried);
    }

    private IEnumerable<(string What, Func<Task> TakeAway)> Absences()
    {
        var environment = Path.Combine(repository.Folder, "staging");
        yield return ("a file", () => Done(() => File.Delete(repository.PathOf("SECRET_01"))));
        yield return ("a service", () => Done(() => Directory.Delete(Path.Combine(environment, "api"), recursive: true)));
        yield return ("the environment", () => Done(() => Directory.Delete(environment, recursive: true)));
        yield return ("all in the environment, .gitkeep there", () => Done(() =>
        {
            Directory.Delete(environment, recursive: true);
            Directory.CreateDirectory(environment);
            File.WriteAllText(Path.Combine(environment, ".gitkeep"), "");
        }));
        yield return ("the environment, no coffer.json", () => Done(() =>
        {
            Directory.Delete(environment, recursive: true);
            File.Delete(Path.Combine(repository.Folder, "coffer.json"));
        }));
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static async Task CopyAsync(string from, string to)
    {
        var copied = await ChildProcess.RunAsync(new ProcessRequest("/bin/cp", ["-a", from, to]));
        Assert.Equal(0, copied.ExitCode);
    }

    private async Task<string[]> ObjectsAsync()
    {
        using var s3 = repository.Aws.S3();
        var answer = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = SealedRepository.Bucket });
        Assert.Equal(SealedRepository.Secrets, answer.S3Objects.Count);
        return [.. answer.S3Objects.Select(static item => $"{item.Key} {item.ETag} {item.LastModified:O}")];
    }
}
