using System.Globalization;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>What reloads leave behind. Alone, as handles and memory are those of the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class LeakTests
{
    /// <summary>COFFER_RELOADS says how many; 200 unless told otherwise.</summary>
    [Fact]
    public async Task Reloads_leave_neither_handles_nor_memory_behind()
    {
        var reloads = int.Parse(Environment.GetEnvironmentVariable("COFFER_RELOADS") ?? "200", CultureInfo.InvariantCulture);
        await using var repository = await SealedRepository.WithFaultsAsync("", log: false);
        foreach (var name in SealedRepository.Names.Skip(2))
        {
            await World.DeleteAsync(repository, name);
        }

        var root = World.Build(repository);
        using var owned = root as IDisposable;
        for (var warm = 0; warm < 100; warm++)
        {
            root.Reload();
        }

        var before = Held();
        for (var reload = 0; reload < reloads; reload++)
        {
            root.Reload();
        }

        var after = Held();
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"{reloads} reloads: handles {before.Handles} -> {after.Handles}, managed bytes {before.Bytes} -> {after.Bytes}"));
        Assert.Null((await World.HealthAsync(root)).Data.GetValueOrDefault("lastError"));
        Assert.InRange(after.Handles, 0, before.Handles + 10);
        Assert.InRange(after.Bytes, 0, before.Bytes + (512 * 1024));
    }

    private static (int Handles, long Bytes) Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var handles = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
        return (handles, GC.GetTotalMemory(forceFullCollection: true));
    }
}

/// <summary>Tests beside which no other runs: most of the others wait, many at a time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
