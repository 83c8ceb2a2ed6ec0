using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Loading again: by itself, while others read, over and over, and until the end.</summary>
public sealed class ReloadTests
{
    private const int Readers = 64;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_noticed_once_and_nothing_else_is()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        var root = World.Build(
            repository, options => (options.ReloadInterval, options.LoggerFactory) = (TimeSpan.FromSeconds(1), logs));
        using var owned = root as IDisposable;
        var events = 0;
        using var registration = ChangeToken.OnChange(root.GetReloadToken, () => Interlocked.Increment(ref events));
        await LoadsAsync(logs, 3);
        Assert.Equal(0, events);

        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await LoadsAsync(logs, 3);
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
        Assert.Equal(1, events);
        Assert.Single(
            logs.Lines,
            line => line.StartsWith("Information 2 ", StringComparison.Ordinal)
                && line.TrimEnd().EndsWith("SECRET_01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_callback_that_throws_does_not_end_the_loop_and_its_text_is_not_logged()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        var root = World.Build(
            repository, options => (options.ReloadInterval, options.LoggerFactory) = (TimeSpan.FromSeconds(1), logs));
        using var owned = root as IDisposable;
        using var registration = ChangeToken.OnChange(
            root.GetReloadToken, () => throw new InvalidOperationException($"cannot convert {root[SealedRepository.NameOf(1)]}"));
        await World.PutAsync(repository, SealedRepository.NameOf(1), "canary-5077");
        await LoadsAsync(logs, 4);
        Assert.Contains(logs.Lines, line => line.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("canary-5077", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reload_starts_no_second_loop_and_the_end_ends_it()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        var root = World.Build(
            repository, options => (options.ReloadInterval, options.LoggerFactory) = (TimeSpan.FromSeconds(1), logs));
        var first = CofferProviders.In(root)[0].Loop;
        Assert.NotNull(first);
        root.Reload();
        root.Reload();
        Assert.Same(first, CofferProviders.In(root)[0].Loop);
        await LoadsAsync(logs, 1);
        ((IDisposable)root).Dispose();
        Assert.True(first.HasEnded);
        Assert.Throws<ObjectDisposedException>(root.Reload);
        World.AssertAllThere(root);
    }

    [Fact]
    public async Task A_callback_may_end_the_application()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var root = World.Build(repository, options => options.ReloadInterval = TimeSpan.FromSeconds(1));
        var ended = new TaskCompletionSource();
        using var registration = ChangeToken.OnChange(root.GetReloadToken, () =>
        {
            ((IDisposable)root).Dispose();
            ended.TrySetResult();
        });
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
    }

    [Fact]
    public async Task A_callback_that_does_not_end_is_seen_by_the_health_check()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var root = World.Build(
            repository, options => (options.ReloadInterval, options.Timeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)));
        using var owned = root as IDisposable;
        using var end = new ManualResetEventSlim();
        using var registration = ChangeToken.OnChange(root.GetReloadToken, () => end.Wait(TimeSpan.FromMinutes(3)));
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        HealthReportEntry health;
        while ((health = await World.HealthAsync(root)).Status == HealthStatus.Healthy)
        {
            await Task.Delay(100, limit.Token);
        }

        var tooOld = await World.HealthAsync(root, TimeSpan.FromSeconds(1) / 1000);
        end.Set();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains(
            "a callback of the application on changed secrets has not ended after", health.Description, StringComparison.Ordinal);

        // The secrets themselves are loaded again all the while, and are not too old.
        Assert.Equal(HealthStatus.Degraded, tooOld.Status);
    }

    [Fact]
    public async Task Readers_see_whole_values_while_reloads_run()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var root = World.Build(repository, options => options.ReloadInterval = TimeSpan.FromSeconds(1));
        using var owned = root as IDisposable;
        using var done = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var changing = SealedRepository.NameOf(1);
        Task[] readers = [.. Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.Contains(root[changing], new[] { SealedRepository.ValueOf(1), "new" });
                    Assert.Equal(SealedRepository.ValueOf(2), root[SealedRepository.NameOf(2)]);
                    Thread.Sleep(1);
                }
            },
            Stop,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        for (var round = 0; round < 40; round++)
        {
            await World.PutAsync(repository, changing, ValueIn(round));
            root.Reload();
            Assert.Equal(ValueIn(round), root[changing]);
        }

        // From here on nothing but the interval's loop can bring the value.
        for (var round = 0; round < 4; round++)
        {
            await World.PutAsync(repository, changing, ValueIn(round));
            while (root[changing] != ValueIn(round))
            {
                await Task.Delay(20, limit.Token);
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(Readers, readers.Length);

        static string ValueIn(int round) => round % 2 == 0 ? "new" : SealedRepository.ValueOf(1);
    }

    private static async Task LoadsAsync(LogCapture logs, int more)
    {
        int Loads() => logs.Lines.Count(line => line.StartsWith("Debug 1 ", StringComparison.Ordinal));
        var enough = Loads() + more;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (Loads() < enough)
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
