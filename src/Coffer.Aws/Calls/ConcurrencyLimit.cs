namespace Coffer.Aws.Calls;

/// <summary>
/// How many calls of one service run at a time: half as many when it throttles, slowly more while it does not (additive
/// increase, multiplicative decrease, as TCP does). Many containers that start together so share its quota.
/// </summary>
internal sealed class ConcurrencyLimit(int most)
{
    private const int Least = 1;

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private double allowed = most;
    private int running;
    private long decreases;

    /// <summary>How many may run now.</summary>
    public int Allowed => (int)allowed;

    /// <summary>Waits for a place.</summary>
    /// <returns>What to give back to <see cref="Leave"/>.</returns>
    public async Task<long> EnterAsync(CancellationToken cancellation)
    {
        TaskCompletionSource? place = null;
        lock (gate)
        {
            if (running < Allowed)
            {
                running++;
            }
            else
            {
                place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Enqueue(place);
            }
        }

        if (place is not null)
        {
            using var cancelled = cancellation.Register(() => place.TrySetCanceled(cancellation));
            await place.Task.ConfigureAwait(false);
        }

        return Interlocked.Read(ref decreases);
    }

    /// <summary>Ends a call, and learns from it.</summary>
    /// <param name="entered">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="throttled">Whether the service said that there are too many; null where it said nothing.</param>
    public void Leave(long entered, bool? throttled)
    {
        lock (gate)
        {
            running--;

            // Calls that began before the last decrease tell what is known already.
            if (throttled == true && entered == decreases)
            {
                allowed = Math.Max(Least, allowed / 2);
                decreases++;
            }
            else if (throttled == false)
            {
                allowed = Math.Min(most, allowed + (1 / allowed));
            }

            while (running < Allowed && waiting.TryDequeue(out var place))
            {
                running += place.TrySetResult() ? 1 : 0;
            }
        }
    }
}
