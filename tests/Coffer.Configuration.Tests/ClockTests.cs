using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Ages are measured: what the wall clock says may jump.</summary>
public sealed class ClockTests
{
    [NativeTheory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_step_of_the_wall_clock_is_no_age(int hours)
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        (var root, var clock) = Build(repository, null);
        using var owned = root;
        clock.Wall = TimeSpan.FromHours(hours);
        var health = await World.HealthAsync(root, TimeSpan.FromHours(1));
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(0.0, health.Data["ageSeconds"]);
    }

    [NativeFact]
    public async Task What_has_really_passed_is_an_age_while_reloads_fail()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2- status 403 AccessDenied");
        using var logs = new LogCapture();
        (var root, var clock) = Build(repository, logs);
        using var owned = root;
        root.Reload();
        Assert.Equal(HealthStatus.Degraded, (await World.HealthAsync(root, TimeSpan.FromHours(1), logs)).Status);

        // Three quarters of the limit: one warning, however often it fails.
        clock.Passed = TimeSpan.FromMinutes(46);
        root.Reload();
        root.Reload();
        clock.Passed = TimeSpan.FromHours(2);
        var health = await World.HealthAsync(root, TimeSpan.FromHours(1), logs);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal(7200.0, health.Data["ageSeconds"]);
        Assert.Single(
            logs.Lines,
            line => line.StartsWith("Warning 9 the secrets of s3://staging-secrets/api are 2760 seconds old", StringComparison.Ordinal));
        Assert.Single(logs.Lines, line => line.StartsWith("Warning 3 ", StringComparison.Ordinal));
        Assert.Equal(2, logs.Lines.Count(line => line.StartsWith("Debug 8 ", StringComparison.Ordinal)));
    }

    [NativeFact]
    public async Task The_end_of_an_outage_is_told_once()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 2-4 status 403 AccessDenied");
        using var logs = new LogCapture();
        (var root, var clock) = Build(repository, logs);
        using var owned = root;
        for (var reload = 0; reload < 5; reload++)
        {
            root.Reload();
            clock.Passed += TimeSpan.FromMinutes(1);
        }

        Assert.Single(
            logs.Lines,
            line => line.StartsWith(
                "Information 7 reloading s3://staging-secrets/api works again; failed loads: 3, in 180 seconds", StringComparison.Ordinal));
        Assert.Single(logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal));
    }

    [NativeFact]
    public async Task A_loop_that_stands_still_is_told()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        (var root, var clock) = Build(repository, null, TimeSpan.FromHours(1));
        using var owned = root;

        // Two intervals, and the time of a load.
        clock.Passed = TimeSpan.FromMinutes(122);
        Assert.Equal(HealthStatus.Healthy, (await World.HealthAsync(root)).Status);
        clock.Passed += TimeSpan.FromSeconds(1);
        var health = await World.HealthAsync(root);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal("no load was tried since; the secrets in use are 7321 seconds old", health.Description);
        Assert.Equal(HealthStatus.Unhealthy, (await World.HealthAsync(root, TimeSpan.FromHours(2))).Status);
    }

    private static (ConfigurationRoot Root, TurnedClock Clock) Build(
        SealedRepository repository, LogCapture? logs, TimeSpan? interval = null)
    {
        var options = new CofferOptions { LoggerFactory = logs, ReloadInterval = interval };
        World.Point(repository, options);
        var clock = new TurnedClock();
        return (new ConfigurationRoot([new CofferConfigurationProvider(options, new SecretAccess(options, _ => null), clock)]), clock);
    }

    private sealed class TurnedClock : TimeProvider
    {
        private static readonly long Start = System.GetTimestamp();

        public TimeSpan Wall { get; set; }

        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Wall;

        public override long GetTimestamp() => Start + (long)(Passed.TotalSeconds * TimestampFrequency);
    }
}
