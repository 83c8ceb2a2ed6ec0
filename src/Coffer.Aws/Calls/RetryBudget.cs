namespace Coffer.Aws.Calls;

/// <summary>
/// How many requests of a service are made again. A first wave is free; then there are a few a second, and more for each answer that came.
/// A service that is away is so asked now and then only, however many calls wait for it, and all of them go on soon after it is back. One
/// that throttles gets no second wave: one repeated request for each that it answers, and a few a second.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class RetryBudget(TimeProvider clock)
{
    private const double Most = 64;
    private const double PerSecond = 10;
    private const double PerAnswer = 2;

    private readonly Lock gate = new();
    private readonly Queue<(TaskCompletionSource Turn, double Cost)> waiting = new();
    private double left = Most;
    private long counted = clock.GetTimestamp();
    private bool isTimed;

    /// <summary>What a repeated request costs: twice as much where there are too many already.</summary>
    public static double CostOf(FailureKind kind) => kind == FailureKind.Throttled ? 2 : 1;

    /// <summary>Waits until a request may be made again.</summary>
    /// <param name="cost">What it costs.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task TakeAsync(double cost, CancellationToken cancellation)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            Fill();
            if (waiting.Count == 0 && left >= cost)
            {
                left -= cost;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((turn, cost));
            Wait();
        }

        using var cancelled = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task.ConfigureAwait(false);
    }

    /// <summary>An answer came.</summary>
    public void Answered()
    {
        lock (gate)
        {
            left = Math.Min(Most, left + PerAnswer);
            Serve();
        }
    }

    /// <summary>There are too many requests: what is left is for a service that is away, and would be too many again.</summary>
    public void Throttled()
    {
        lock (gate)
        {
            left = Math.Min(left, 0);
        }
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        left = Math.Min(Most, left + (clock.GetElapsedTime(counted, now).TotalSeconds * PerSecond));
        counted = now;
    }

    private void Serve()
    {
        while (waiting.TryPeek(out var next) && left >= next.Cost)
        {
            waiting.Dequeue();
            left -= next.Turn.TrySetResult() ? next.Cost : 0;
        }
    }

    // One timer for all: the first in the queue is the next.
    private void Wait()
    {
        if (isTimed || !waiting.TryPeek(out var next))
        {
            return;
        }

        isTimed = true;
        var time = TimeSpan.FromSeconds(Math.Max(0, next.Cost - left) / PerSecond) + TimeSpan.FromMilliseconds(1);
        _ = Task.Delay(time, clock).ContinueWith(
            _ =>
            {
                lock (gate)
                {
                    isTimed = false;
                    Fill();
                    Serve();
                    Wait();
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }
}
