using System.Globalization;

namespace Coffer.LocalAws.Faults;

/// <summary>So many calls a second, and so many at once after a pause.</summary>
internal sealed record RateLimit(double PerSecond, double Burst)
{
    private const NumberStyles Decimal = NumberStyles.AllowDecimalPoint;

    /// <summary><c>100</c>, <c>100:20</c>, or <c>0:5</c> for five calls and no more; null for anything else.</summary>
    public static RateLimit? Parse(string? text)
    {
        var parts = text?.Split(':') ?? [];
        if (parts.Length is 0 or > 2 || !double.TryParse(parts[0], Decimal, CultureInfo.InvariantCulture, out var rate)
            || !double.IsFinite(rate))
        {
            return null;
        }

        if (parts.Length == 1)
        {
            // A bucket that holds less than one call would never let one through.
            return rate > 0 ? new RateLimit(rate, Math.Max(1, rate)) : null;
        }

        return uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var burst) && burst > 0
            ? new RateLimit(rate, burst)
            : null;
    }
}

/// <summary>Full at first; a call takes one token, time puts them back. Callers take turns.</summary>
internal sealed class TokenBucket(RateLimit limit, TimeProvider clock)
{
    private double tokens = limit.Burst;
    private long filled = clock.GetTimestamp();

    /// <summary>Whether a call may be made now.</summary>
    public bool HasToken()
    {
        var now = clock.GetTimestamp();
        tokens = Math.Min(limit.Burst, tokens + (clock.GetElapsedTime(filled, now).TotalSeconds * limit.PerSecond));
        filled = now;
        return tokens >= 1;
    }

    public void Take() => tokens--;
}
