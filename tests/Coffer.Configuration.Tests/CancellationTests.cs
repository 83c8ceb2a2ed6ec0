using Amazon.Runtime;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Ending a load wherever it waits.</summary>
public sealed class CancellationTests
{
    private const int Points = 8;

    public static TheoryData<string> Waits =>
    [
        "s3 ListObjectsV2 stall",
        "s3 ListObjectsV2 stall 40",
        "s3 GetObject stall",
        "s3 GetObject stall 10",
        "kms Decrypt stall",
        "kms Decrypt stall 10",
        "kms Decrypt throttle",
        "s3 ListObjectsV2 throttle",
    ];

    [NativeFact]
    public void All_points_are_tried() => Assert.Equal(Points, Waits.Count);

    [NativeTheory]
    [MemberData(nameof(Waits))]
    public async Task A_load_ends_where_it_waits(string rule)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rule);
        using var client = World.Client(repository);
        using var cancel = new CancellationTokenSource();
        var load = client.OpenAllAsync(cancel.Token);
        await StalledAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load).WaitAsync(
            TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.OpenAllAsync(cancel.Token));
    }

    [NativeFact]
    public async Task Waiting_for_credentials_ends()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var credentials = new SilentCredentials();
        using var client = World.Client(repository, options => options.Credentials = credentials);
        using var cancel = new CancellationTokenSource();
        var load = client.OpenAsync(SealedRepository.NameOf(1), cancel.Token);
        await credentials.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load).WaitAsync(
            TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [NativeTheory]
    [MemberData(nameof(Waits))]
    public async Task Disposing_of_the_client_ends_its_loads(string rule)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rule);
        var client = World.Client(repository);
        var load = client.OpenAllAsync(TestContext.Current.CancellationToken);
        await StalledAsync();
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => load).WaitAsync(
            TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        client.Dispose();
    }

    [NativeTheory]
    [MemberData(nameof(Waits))]
    public async Task Disposing_during_a_load_ends_both(string rule)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rule);
        var options = new CofferOptions();
        World.Point(repository, options);
        using var provider = new CofferConfigurationProvider(options, new SecretAccess(options, _ => null));
        var load = Task.Run(provider.Load, TestContext.Current.CancellationToken);
        await StalledAsync();
        await Task.Run(
            provider.Dispose,
            TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => load).WaitAsync(
            TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    /// <summary>At any moment, several waiting: what was asked for is there, or it has been disposed of; nothing else comes out.</summary>
    [NativeFact]
    public async Task Disposing_at_any_moment_gives_the_secrets_or_says_so()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("", log: false);
        var rounds = 0;
        for (; rounds < 40; rounds++)
        {
            var client = World.Client(repository);
            var root = World.Build(repository);
            Task[] asked =
            [
                .. Enumerable.Range(0, 3).Select(_ => DisposedOfAsync(client.OpenAllAsync(TestContext.Current.CancellationToken))),
                .. Enumerable.Range(0, 3).Select(_ => root.ReloadCofferAsync(TestContext.Current.CancellationToken)),
                Task.Run(root.Reload, TestContext.Current.CancellationToken),
            ];
            await Task.Delay(rounds, TestContext.Current.CancellationToken);
            client.Dispose();
            ((IDisposable)root).Dispose();
            foreach (var one in asked)
            {
                var failure = await Record.ExceptionAsync(
                    () => one.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
                Assert.True(failure is null or ObjectDisposedException, $"round {rounds}: {failure}");
            }
        }

        Assert.Equal(40, rounds);

        static async Task DisposedOfAsync(Task<SecretCollection> load) => (await load).Dispose();
    }

    // A load that never ends by itself: by now it waits where the rule holds it, and if not yet, it is ended earlier on its way.
    private static Task StalledAsync() => Task.Delay(500, TestContext.Current.CancellationToken);

    private sealed class SilentCredentials : AWSCredentials
    {
        public TaskCompletionSource Asked { get; } = new();

        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override async Task<ImmutableCredentials> GetCredentialsAsync()
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite);
            throw new NotSupportedException();
        }
    }
}
