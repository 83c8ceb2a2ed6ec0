using System.Runtime.CompilerServices;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Loads that are asked for at the same time are one; a set is handed on; what nobody has any more is not loaded.</summary>
public sealed class JoinTests
{
    private const int Callers = 8;
    private const int Lost = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [NativeFact]
    public async Task Reloads_at_the_same_time_are_one_and_the_next()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2 delay 500");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        var requests = await RequestCount.BeginAsync(repository);
        var first = root.ReloadCofferAsync(Stop);

        // The first one has been asked for; the others come while it runs.
        await Task.WhenAll([first, .. Enumerable.Range(0, Callers - 1).Select(_ => root.ReloadCofferAsync(Stop))]);
        Assert.Equal("ListObjectsV2 2", await requests.NextAsync());
    }

    [NativeFact]
    public async Task Who_asks_has_what_was_there_when_it_asked()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2 delay 1000");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        var running = root.ReloadCofferAsync(Stop);
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await root.ReloadCofferAsync(Stop);
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
        await running;
    }

    [NativeFact]
    public async Task Who_waits_may_give_up_and_the_others_still_get_theirs()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2 delay 1000");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        using var giveUp = new CancellationTokenSource();
        var given = root.ReloadCofferAsync(giveUp.Token);
        var waiting = root.ReloadCofferAsync(Stop);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await waiting;
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
    }

    /// <summary>What one caller does afterwards may block, also until another one is done: they share a load, and no thread.</summary>
    [NativeFact]
    public async Task Who_goes_on_after_a_reload_may_wait_for_the_others()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2 delay 1000");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        var running = root.ReloadCofferAsync(Stop);
        using var lastIsDone = new CountdownEvent(1);
        async Task<bool> WaitingAsync()
        {
            await root.ReloadCofferAsync(Stop).ConfigureAwait(false);
            return lastIsDone.Wait(TimeSpan.FromSeconds(30), Stop);
        }

        async Task LastAsync()
        {
            await root.ReloadCofferAsync(Stop).ConfigureAwait(false);
            lastIsDone.Signal();
        }

        var waiting = WaitingAsync();
        var last = LastAsync();
        await Task.WhenAll(running, waiting, last);
        Assert.True(await waiting);
    }

    [NativeFact]
    public async Task A_manager_whose_sources_change_asks_nothing_again()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var manager = new ConfigurationManager();
        manager.AddCoffer(options =>
        {
            World.Point(repository, options);
            options.ReloadInterval = TimeSpan.FromHours(1);
        });
        var requests = await RequestCount.BeginAsync(repository);
        var before = Loop(manager);

        // As tests and hosts do it: each time all providers are built and loaded again.
        ((IConfigurationBuilder)manager).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource());
        ((IConfigurationBuilder)manager).Sources.RemoveAt(0);
        Assert.Equal("", await requests.NextAsync());
        World.AssertAllThere(manager);

        // The last one goes on: it knows what has changed, and turns by itself.
        Assert.True(before.HasEnded);
        Assert.False(Loop(manager).HasEnded);
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        _ = await requests.NextAsync();
        await manager.ReloadCofferAsync(Stop);
        Assert.Equal("ListObjectsV2 1, GetObject 1, Decrypt 1", await requests.NextAsync());
        Assert.Equal("new", manager[SealedRepository.NameOf(1)]);
    }

    [NativeFact]
    public async Task A_configuration_that_nobody_has_is_not_loaded_again()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        List<ReloadLoop> loops = [.. Enumerable.Range(0, Lost).Select(_ => LoseOne(repository))];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!loops.TrueForAll(loop => loop.HasEnded))
        {
            GC.Collect();
            await Task.Delay(100, limit.Token);
        }

        Assert.Equal(Lost, loops.Count);
        var requests = await RequestCount.BeginAsync(repository);
        await Task.Delay(TimeSpan.FromSeconds(2), Stop);
        Assert.Equal("", await requests.NextAsync());
    }

    private static ReloadLoop Loop(IConfiguration configuration) => CofferProviders.In(configuration)[0].Loop!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReloadLoop LoseOne(SealedRepository repository) =>
        Loop(World.Build(repository, options => options.ReloadInterval = TimeSpan.FromSeconds(1)));
}
