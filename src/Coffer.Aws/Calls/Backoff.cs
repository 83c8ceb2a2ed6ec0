using System.Security.Cryptography;

namespace Coffer.Aws.Calls;

/// <summary>
/// Full jitter: any time between none and a bound that doubles. Those who failed together do not come back together.
/// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
/// </summary>
internal static class Backoff
{
    private const int FirstBound = 50;
    private const int LastBound = 2000;

    /// <summary>How long to wait after so many attempts.</summary>
    public static TimeSpan Delay(int attempts) => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(Bound(attempts) + 1));

    /// <summary>The longest wait after so many attempts, in milliseconds.</summary>
    public static int Bound(int attempts) => attempts > 6 ? LastBound : Math.Min(LastBound, FirstBound << (attempts - 1));
}
