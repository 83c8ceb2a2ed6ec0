using Coffer.Aws.Calls;
using Xunit;

namespace Coffer.Aws.Tests.Calls;

public sealed class ConcurrencyLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_wave_of_throttling_halves_it_once()
    {
        var limit = new ConcurrencyLimit(64);
        var entered = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => limit.EnterAsync(Stop)));
        Assert.All(entered, place => limit.Leave(place, throttled: true));
        Assert.Equal(32, limit.Allowed);
    }

    [Fact]
    public async Task It_falls_to_one_and_grows_slowly_to_where_it_began()
    {
        var limit = new ConcurrencyLimit(8);
        for (var time = 0; time < 10; time++)
        {
            limit.Leave(await limit.EnterAsync(Stop), throttled: true);
        }

        Assert.Equal(1, limit.Allowed);
        limit.Leave(await limit.EnterAsync(Stop), throttled: false);
        Assert.Equal(2, limit.Allowed);
        limit.Leave(await limit.EnterAsync(Stop), throttled: false);
        Assert.Equal(2, limit.Allowed);
        for (var time = 0; time < 100; time++)
        {
            limit.Leave(await limit.EnterAsync(Stop), throttled: false);
        }

        Assert.Equal(8, limit.Allowed);
    }

    [Fact]
    public async Task Who_waits_enters_in_turn_and_who_gives_up_takes_no_place()
    {
        var limit = new ConcurrencyLimit(1);
        var first = await limit.EnterAsync(Stop);
        using var impatient = new CancellationTokenSource();
        var given = limit.EnterAsync(impatient.Token);
        var second = limit.EnterAsync(Stop);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(second.IsCompleted);
        limit.Leave(first, throttled: null);
        limit.Leave(await second, throttled: null);
        Assert.True(limit.EnterAsync(Stop).IsCompletedSuccessfully);
    }

    [Fact]
    public void Waits_are_spread_from_nothing_to_a_bound_that_doubles()
    {
        Assert.Equal([50, 100, 200, 400, 800, 1600, 2000, 2000], Enumerable.Range(1, 8).Select(Backoff.Bound));
        var waits = Enumerable.Range(0, 1000).Select(static _ => Backoff.Delay(5).TotalMilliseconds).ToList();
        Assert.All(waits, static wait => Assert.InRange(wait, 0, 800));
        Assert.Contains(waits, static wait => wait < 200);
        Assert.Contains(waits, static wait => wait > 600);
    }
}
