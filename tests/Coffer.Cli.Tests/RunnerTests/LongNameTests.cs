using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

/// <summary>No message is as long as a name that somebody made up: logs are paid by the byte, and a cause must be found in them.</summary>
public sealed class LongNameTests : IDisposable
{
    private const int Most = 16 * 1024;

    // One that every command meets: coffer.json may have 1 MiB, and a message tells what it has.
    private static readonly string Name = new('n', (1024 * 1024) - 100);

    private static readonly string[][] Commands =
    [
        ["init", "other"], ["set", "other/api/x", "--generate"], ["get", "other/api/x"], ["list", "other"], ["rm", "other/api/x"],
        ["mv", "other/api/x", "other/api/y"], ["cp", "other/api/x", "other/api/y"], ["rekey", "other"], ["adopt", "other"],
        ["inspect", "other/api/x"], ["verify", "other"], ["status", "other"], ["push", "other"], ["policy", "writer", "other"],
        ["access", "other", "--policy", "a=b"], ["exec", "other/api", "--", "true"],
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("coffer-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [NativeFact]
    public async Task Every_command_cuts_it_and_says_so()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "coffer.json"), $"{{ \"environments\": {{ \"{Name}\": {{}} }} }}", TestContext.Current.CancellationToken);
        var ran = 0;
        foreach (var command in Commands)
        {
            var result = await CofferProcess.RunAsync(command, [new("AWS_REGION", "us-east-1")], folder);
            Assert.True(result.StderrText.Length < Most, $"{command[0]}: {result.StderrText.Length} characters");
            ran += result.ExitCode != 0 && result.StderrText.Contains("characters left out", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(16, ran);
    }
}
