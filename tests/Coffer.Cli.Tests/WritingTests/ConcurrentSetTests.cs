using System.Text;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

public sealed class ConcurrentSetTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int Writers = 8;

    [NativeFact]
    public async Task All_that_set_at_the_same_time_are_listed()
    {
        var list = Path.Combine(repository.Folder, "staging.tfvars");
        await File.WriteAllTextAsync(list, "files = []\n", TestContext.Current.CancellationToken);
        var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i =>
            ChildProcess.RunAsync(repository.Request(Executables.Coffer, "set", $"staging/web/name-{i}") with
            {
                Stdin = Encoding.UTF8.GetBytes($"value {i}"),
            })));
        Assert.All(results, static result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(
            $"files = [{string.Join(", ", Enumerable.Range(0, Writers).Select(static i => $"\"web/name-{i}\""))}]\n",
            await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken));
    }
}
