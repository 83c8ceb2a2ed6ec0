namespace Coffer.Aws.Calls;

/// <summary>One attempt of a call, with a limit of its own: the SDK waits for minutes.</summary>
internal sealed class Attempt : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // What a slow line still carries; below it, an answer counts as none.
    private const double BytesPerSecond = 128 * 1024;

    private readonly CancellationTokenSource source;

    /// <summary>Starts its time.</summary>
    public Attempt(CancellationToken cancellation)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        source.CancelAfter(Limit);
    }

    /// <summary>Ends with the attempt's time, or with what it is part of.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Gives new time for a body of so many bytes.</summary>
    public void AllowFor(long bytes) => source.CancelAfter(Limit + TimeSpan.FromSeconds(bytes / BytesPerSecond));

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
