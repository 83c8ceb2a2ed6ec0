using Coffer.Aws.Calls;
using Xunit;

namespace Coffer.Aws.Tests.Calls;

public sealed class BackoffTests
{
    private const int Draws = 2000;

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 100)]
    [InlineData(5, 800)]
    [InlineData(6, 1600)]
    [InlineData(7, 2000)]
    [InlineData(20, 2000)]
    [InlineData(28, 2000)]
    [InlineData(33, 2000)]
    [InlineData(1000, 2000)]
    public void A_wait_is_anything_between_none_and_its_bound(int attempts, int bound)
    {
        double[] waits = [.. Enumerable.Range(0, Draws).Select(_ => Backoff.Delay(attempts).TotalMilliseconds)];
        Assert.Equal(bound, Backoff.Bound(attempts));
        Assert.All(waits, wait => Assert.InRange(wait, 0, bound));

        // Full jitter: that none of so many falls into a quarter does not happen.
        Assert.All(
            Enumerable.Range(0, 4),
            quarter => Assert.Contains(waits, wait => wait >= quarter * bound / 4.0 && wait <= (quarter + 1) * bound / 4.0));
    }
}
