using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>The table of docs/manual/dotnet.md: AWS away for a moment, and away for longer than there is time.</summary>
public sealed class OutageTests
{
    private const int Cases = 8;
    private const int All = SealedRepository.Secrets;

    /// <summary>The action, what it does, how many of its requests a good load makes, and the code where it does not pass.</summary>
    public static TheoryData<string, string, int, ErrorCode> Outages => new()
    {
        { "s3 ListObjectsV2", "reset", 1, ErrorCode.Unreachable },
        { "s3 ListObjectsV2", "status 503 ServiceUnavailable", 1, ErrorCode.Temporary },
        { "s3 ListObjectsV2", "status 503 SlowDown", 1, ErrorCode.Temporary },
        { "s3 GetObject", "reset", All, ErrorCode.Unreachable },
        { "s3 GetObject", "status 500 InternalError", All, ErrorCode.Temporary },
        { "kms Decrypt", "reset", All, ErrorCode.Unreachable },
        { "kms Decrypt", "status 500 KMSInternalException", All, ErrorCode.Temporary },
        { "kms Decrypt", "throttle", All, ErrorCode.Temporary },
    };

    [Fact]
    public void All_cases_are_run() => Assert.Equal(Cases, Outages.Count);

    [NativeTheory]
    [MemberData(nameof(Outages))]
    public async Task A_start_waits_until_it_has_passed(string action, string does, int usual, ErrorCode code)
    {
        _ = code;
        await using var repository = await SealedRepository.WithFaultsAsync($"{action} 1-4 {does}");
        var requests = await RequestCount.BeginAsync(repository);
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        World.AssertAllThere(root);
        Assert.Contains($"{action.Split(' ')[1]} {usual + 4}", await requests.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, (await World.HealthAsync(root)).Status);
    }

    [NativeTheory]
    [MemberData(nameof(Outages))]
    public async Task A_reload_waits_too_and_has_what_is_new(string action, string does, int usual, ErrorCode code)
    {
        _ = code;
        await using var repository = await SealedRepository.WithFaultsAsync($"{action} {usual + 1}-{usual + 4} {does}");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        root.Reload();
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
        Assert.Equal(HealthStatus.Healthy, (await World.HealthAsync(root)).Status);
    }

    [NativeTheory]
    [MemberData(nameof(Outages))]
    public async Task Where_it_lasts_longer_the_secrets_from_before_stay(string action, string does, int usual, ErrorCode code)
    {
        await using var repository = await SealedRepository.WithFaultsAsync($"{action} {usual + 1}- {does}");
        var root = World.Build(repository, options => options.Timeout = TimeSpan.FromSeconds(3));
        using var owned = root as IDisposable;
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        root.Reload();
        World.AssertAllThere(root);
        var health = await World.HealthAsync(root);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(code.ToString(), health.Data["lastError"]);
        Assert.Equal(HealthStatus.Unhealthy, (await World.HealthAsync(root, TimeSpan.Zero)).Status);
    }
}
