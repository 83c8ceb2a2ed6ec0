namespace Coffer.LocalAws.Faults;

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
