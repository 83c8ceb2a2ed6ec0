namespace Coffer.Aws.Calls;

/// <summary>One attempt of a call, with a limit of its own: the SDK waits for minutes.</summary>
internal sealed class Attempt : IDisposable
{
    /// <summary>What an answer of AWS may take.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    // What a slow line still carries; below it, an answer counts as none.
    private const double BytesPerSecond = 128 * 1024;

    private readonly CancellationTokenSource source;
    private readonly TimeSpan time;

    /// <summary>Starts its time.</summary>
    public Attempt(TimeSpan time, CancellationToken cancellation)
    {
        this.time = time;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        source.CancelAfter(time);
    }

    /// <summary>Ends with the attempt's time, or with what it is part of.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Gives new time for a body of so many bytes.</summary>
    public void AllowFor(long bytes) => source.CancelAfter(time + TimeSpan.FromSeconds(bytes / BytesPerSecond));

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
