namespace Coffer.Aws.Wire;

/// <summary>AWS's time: this machine's, and what an answer that refused it has said of it.</summary>
internal sealed class WireClock
{
    private long ahead;

    /// <summary>The time that a request is signed with.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    /// <summary>Takes over what AWS has said.</summary>
    public void Learn(DateTimeOffset said) => Interlocked.Exchange(ref ahead, (said - TimeProvider.System.GetUtcNow()).Ticks);
}
