using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Code of the application that runs within ours: it may throw, and it may never end.</summary>
public sealed class ForeignCodeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [NativeFact]
    public async Task A_callback_that_never_returns_holds_neither_the_end_nor_the_secrets()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        var root = World.Build(
            repository, options => (options.ReloadInterval, options.LoggerFactory) = (TimeSpan.FromSeconds(1), logs));
        var never = new ManualResetEventSlim();
        var inside = new ManualResetEventSlim();
        ChangeToken.OnChange(root.GetReloadToken, () =>
        {
            inside.Set();
            never.Wait(CancellationToken.None);
        });
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await Task.Run(() => inside.Wait(TimeSpan.FromMinutes(1)), Stop);

        // The next change is loaded all the same.
        await World.PutAsync(repository, SealedRepository.NameOf(2), "newer");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (root[SealedRepository.NameOf(2)] != "newer")
        {
            await Task.Delay(50, limit.Token);
        }

        await Task.Run(((IDisposable)root).Dispose, Stop).WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 10 a callback of the application", StringComparison.Ordinal)
            && line.Contains("s3://staging-secrets/api", StringComparison.Ordinal));
    }

    /// <summary>A log whose disk is full, or that has been disposed of: neither loads nor their loop end with it.</summary>
    [NativeFact]
    public async Task A_log_that_throws_fails_nothing()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2 status 403 AccessDenied");
        using var logs = new ThrowingLog();
        var root = World.Build(
            repository, options => (options.ReloadInterval, options.LoggerFactory) = (TimeSpan.FromSeconds(1), logs));
        using var owned = root as IDisposable;
        using var registration = ChangeToken.OnChange(root.GetReloadToken, () => throw new FormatException("theirs"));
        foreach (var value in new[] { "new", "newer" })
        {
            await World.PutAsync(repository, SealedRepository.NameOf(1), value);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (root[SealedRepository.NameOf(1)] != value)
            {
                await Task.Delay(50, limit.Token);
            }
        }

        Assert.NotEqual(0, logs.Lines);
    }

    [NativeFact]
    public async Task ReloadCofferAsync_ends_after_the_callbacks_and_from_within_one()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        var seen = new List<string?>();
        using var registration = ChangeToken.OnChange(root.GetReloadToken, () =>
        {
            seen.Add(root[SealedRepository.NameOf(1)]);
            root.ReloadCofferAsync(Stop).GetAwaiter().GetResult();
        });
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await root.ReloadCofferAsync(Stop).WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(["new"], seen);
    }

    [NativeFact]
    public async Task ReloadCofferAsync_tells_its_caller_of_a_failure_and_changes_nothing()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2 status 403 AccessDenied");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        var failure = await Assert.ThrowsAsync<CofferException>(() => root.ReloadCofferAsync(Stop));
        Assert.Equal(ErrorCode.Denied, failure.Code);
        World.AssertAllThere(root);
    }

    [NativeFact]
    public async Task ReloadCofferAsync_of_a_configuration_without_secrets_says_so() => Assert.Equal(
        ErrorCode.Configuration,
        (await Assert.ThrowsAsync<CofferException>(() => new ConfigurationBuilder().Build().ReloadCofferAsync(Stop))).Code);

    [NativeFact]
    public async Task MapName_that_throws_is_named_with_the_secret()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var failure = Assert.Throws<CofferException>(
            () => World.Build(repository, options => options.MapName = _ => throw new FormatException("theirs")));
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith(
            "CofferOptions.MapName failed with FormatException for 'staging/api/SECRET_01'", failure.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(failure.InnerException);
    }

    [NativeFact]
    public async Task MapName_that_leaves_out_everything_says_so()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var failure = Assert.Throws<CofferException>(() => World.Build(repository, options => options.MapName = _ => null));
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith(
            "CofferOptions.MapName leaves out all 20 secrets of s3://staging-secrets/api", failure.Message, StringComparison.Ordinal);
    }

    private sealed class ThrowingLog : ILoggerFactory, ILogger
    {
        private int lines;

        public int Lines => lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new NotSupportedException();

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref lines);
            throw new AggregateException("theirs");
        }

        public void Dispose()
        {
        }
    }
}
