using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;
using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>kill -9 at any moment leaves the old value or the new one, a list that parses, and no plaintext.</summary>
public sealed partial class InterruptedSetTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int Names = 5;
    private static readonly int Kills = Executables.Often(100);

    [NativeFact]
    public async Task Set_survives_kill_9_at_random_moments()
    {
        var random = new Random(20261123);
        var canaries = new CanaryWatch();
        var values = new string?[Names];
        var list = Path.Combine(repository.Folder, "staging.tfvars");
        await File.WriteAllTextAsync(list, "# kept\nfiles = []\n", TestContext.Current.CancellationToken);

        // How long one takes here tells which moments there are to kill at.
        var start = Stopwatch.GetTimestamp();
        await KillAsync("warm-up", "the first of all values", Timeout.InfiniteTimeSpan);
        var whole = Stopwatch.GetElapsedTime(start) * 1.2;

        for (var i = 0; i < Kills; i++)
        {
            var which = i % Names;
            var name = $"name-{which}";
            var value = $"secret value number {i:000}";
            canaries.Declare(value);
            await KillAsync(name, value, whole * random.NextDouble());
            values[which] = await CheckValueAsync(name, values[which], value);
            await CheckListAsync(list);
        }

        canaries.CheckTree(repository.Folder);
        for (var which = 0; which < Names; which++)
        {
            await KillAsync($"name-{which}", "the last of all values", Timeout.InfiniteTimeSpan);
        }

        await CheckNothingIsLeftAsync();
    }

    private async Task KillAsync(string name, string value, TimeSpan after)
    {
        using var process = ChildProcess.Start(repository.Request(Executables.Coffer, "set", $"staging/killed/{name}"));
        var stderr = new OutputCapture(process.StandardError.BaseStream);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(value));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Killed before it read.
        }

        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ended, Task.Delay(after, TestContext.Current.CancellationToken));
        process.Kill();
        await ended;
        await stderr.Ended;
        Assert.True(process.ExitCode is 0 or 137, $"it ended with {process.ExitCode}: {stderr.TextSoFar}");
    }

    /// <returns>The value that is there now.</returns>
    private async Task<string?> CheckValueAsync(string name, string? before, string written)
    {
        var path = Path.Combine(repository.Folder, "staging", "killed", name);
        if (!File.Exists(path))
        {
            Assert.Null(before);
            return null;
        }

        var now = await repository.OpenAsync("killed", name, await File.ReadAllBytesAsync(path));
        Assert.True(now == written || now == before, $"'{name}' opens to neither its old value nor its new one");
        return now;
    }

    private async Task CheckListAsync(string list)
    {
        var match = WholeList().Match(await File.ReadAllTextAsync(list));
        Assert.True(match.Success, "the list does not parse");
        Assert.All(
            match.Groups[1].Captures,
            file => Assert.True(File.Exists(Path.Combine(repository.Folder, "staging", file.Value)), "it lists a file that is not there"));
    }

    private async Task CheckNothingIsLeftAsync()
    {
        Assert.Empty(Directory.EnumerateFiles(repository.Folder, ".coffer-*", SearchOption.AllDirectories));
        var text = await File.ReadAllTextAsync(Path.Combine(repository.Folder, "staging.tfvars"));
        Assert.Equal(
            [.. Enumerable.Range(0, Names).Select(static which => $"killed/name-{which}"), "killed/warm-up"],
            WholeList().Match(text).Groups[1].Captures.Select(static file => file.Value));
    }

    [GeneratedRegex(@"\A# kept\nfiles = \[(?:""([a-z0-9/-]+)""(?:, )?)*\]\n\z")]
    private static partial Regex WholeList();
}
