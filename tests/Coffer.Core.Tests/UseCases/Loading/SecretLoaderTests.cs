using System.Text;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Loading;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Loading;

public sealed class SecretLoaderTests
{
    private const int MaxAtOnce = 64;

    private static readonly SealingPolicy Policy = new([EnvironmentSettings.DefaultKey], Binding.Bound);

    private readonly FakeService service = new();

    [Fact]
    public async Task All_secrets_are_opened()
    {
        var values = await Load(Addresses(20));
        Assert.Equal(20, values.Count);
        Assert.All(values, pair => Assert.Equal(pair.Key.ToString().ToUpperInvariant(), Encoding.UTF8.GetString(pair.Value.Reveal())));
        Assert.Empty(await Load([]));
    }

    [Fact]
    public async Task One_failure_fails_all_and_disposes_what_was_opened()
    {
        var failed = new CofferException(ErrorCode.Denied, "'staging/api/s13' may not be opened", "ask for it");
        service.OnOpen = (address, _) => address.Name == "s13" ? throw failed : Task.CompletedTask;
        Assert.Same(failed, await Failures.OfAsync(ErrorCode.Denied, () => Load(Addresses(20))));
        Assert.Equal(19, service.Opened.Count);
        AllDisposed();
    }

    [Fact]
    public async Task All_failures_are_told_in_the_order_of_addresses()
    {
        service.OnOpen = (address, _) => address.Name switch
        {
            "s03" => throw new CofferException(ErrorCode.NotFound, "third", "hint of the third"),
            "s07" => throw new CofferException(ErrorCode.Malformed, "seventh"),
            "s11" => throw new CofferException(ErrorCode.Denied, "eleventh"),
            _ => Task.CompletedTask,
        };
        var exception = await Failures.OfAsync(ErrorCode.NotFound, () => Load([.. Addresses(20).Reverse()]));
        Assert.Equal("3 of 20 secrets cannot be opened:\n  third\n  seventh\n  eleventh", exception.Message);
        Assert.Equal("hint of the third", exception.Hint);
        AllDisposed();
    }

    [Theory]
    [InlineData(ErrorCode.Unreachable)]
    [InlineData(ErrorCode.Temporary)]
    [InlineData(ErrorCode.Configuration)]
    public async Task A_failure_that_all_would_share_ends_the_load(ErrorCode code)
    {
        service.OnOpen = (_, _) => service.Opened.Count >= 3 ? throw new CofferException(code, "no answer") : Task.CompletedTask;
        Assert.Equal("no answer", (await Failures.OfAsync(code, () => Load(Addresses(500)))).Message);
        Assert.InRange(service.Opened.Count, 3, 499);
        AllDisposed();
    }

    [Fact]
    public async Task Cancelling_ends_the_load_and_disposes_what_was_opened()
    {
        using var cancelling = new CancellationTokenSource();
        service.OnOpen = async (address, stop) =>
        {
            if (address.Name == "s05")
            {
                await cancelling.CancelAsync();
            }

            if (string.CompareOrdinal(address.Name, "s05") >= 0)
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Load(Addresses(20), cancelling.Token));
        AllDisposed();
    }

    [Fact]
    public async Task Many_are_opened_at_once_and_never_too_many()
    {
        var full = new TaskCompletionSource();
        var waiting = 0;
        service.OnOpen = async (_, stop) =>
        {
            if (Interlocked.Increment(ref waiting) == MaxAtOnce)
            {
                full.SetResult();
            }

            // The first wait for each other, so all 64 are at it; a 65th would be counted.
            await full.Task.WaitAsync(stop);
            await Task.Yield();
        };
        Assert.Equal(1000, (await Load(Addresses(1000))).Count);
        Assert.Equal(MaxAtOnce, service.MostAtOnce);
    }

    [Fact]
    public async Task What_waits_in_its_place_is_opened_two_at_a_time()
    {
        var places = new FakePlaces { Added = 256 * 1024 };
        service.OnOpen = async (_, stop) =>
        {
            // The first waits for the second and until all have been read; a third would be counted.
            for (var tries = 0; tries < 10_000 && (service.MostAtOnce < 2 || places.Made.Count < 20); tries++)
            {
                await Task.Delay(1, stop);
            }

            await Task.Delay(5, stop);
        };
        Assert.Empty(await Load(Addresses(20), places: places));
        Assert.Equal(2, service.MostAtOnce);
        Assert.Equal(20, places.Taken.Count);
        Assert.All(places.Taken.Values, taken => Assert.True(taken.HadPlace));
        Assert.All(
            places.Taken, taken => Assert.Equal(taken.Key.ToString().ToUpperInvariant(), Encoding.UTF8.GetString(taken.Value.Value)));
        Assert.All(places.Made, place => Assert.True(place.IsHeld));
        AllDisposed();
    }

    [Fact]
    public async Task The_place_of_what_does_not_open_is_given_back()
    {
        var places = new FakePlaces();
        service.OnOpen = (address, _) =>
            address.Name == "s13" ? throw new CofferException(ErrorCode.Malformed, "no") : Task.CompletedTask;
        await Failures.OfAsync(ErrorCode.Malformed, () => Load(Addresses(20), places: places));
        Assert.Equal(20, places.Made.Count);
        Assert.Single(places.Made, place => place.IsDisposed);
        Assert.Equal(19, places.Made.Count(place => place.IsHeld));
        AllDisposed();
    }

    [Fact]
    public async Task What_is_not_that_large_does_not_wait_for_others()
    {
        var full = new TaskCompletionSource();
        var places = new FakePlaces { Added = 255 * 1024 };
        service.OnOpen = async (_, stop) =>
        {
            if (service.MostAtOnce == 20)
            {
                full.TrySetResult();
            }

            await full.Task.WaitAsync(TimeSpan.FromSeconds(30), stop);
        };
        Assert.Empty(await Load(Addresses(20), places: places));
        Assert.Equal(20, service.MostAtOnce);
    }

    [Fact]
    public async Task What_has_no_place_is_taken_too()
    {
        var places = new FakePlaces { Least = 100 };
        Assert.Empty(await Load(Addresses(20), places: places));
        Assert.Empty(places.Made);
        Assert.Equal(20, places.Taken.Count(taken => !taken.Value.HadPlace));
        AllDisposed();
    }

    private void AllDisposed() =>
        Assert.All(service.Opened, value => Assert.Throws<ObjectDisposedException>(() => value.Reveal().Length));

    private Task<IReadOnlyDictionary<SecretAddress, SecretValue>> Load(
        IEnumerable<SecretAddress> addresses, CancellationToken? cancellation = null, FakePlaces? places = null) =>
        SecretLoader.LoadAsync(
            addresses, _ => service, _ => (service, Policy), cancellation ?? TestContext.Current.CancellationToken, places);

    private static IEnumerable<SecretAddress> Addresses(int count) =>
        Enumerable.Range(0, count).Select(i => SecretAddress.Parse($"staging/api/s{i:d2}"));
}
