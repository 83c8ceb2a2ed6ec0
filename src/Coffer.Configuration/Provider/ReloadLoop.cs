using System.Security.Cryptography;

namespace Coffer.Configuration.Provider;

/// <summary>Does something over and over until it is stopped.</summary>
internal sealed class ReloadLoop
{
    private static readonly AsyncLocal<ReloadLoop?> Current = new();

    private readonly Task running;

    /// <summary>Starts.</summary>
    /// <param name="interval">The time between two turns, give or take 15 %: many containers that started together come apart.</param>
    /// <param name="turn">One turn; does not throw but when it is ended.</param>
    /// <param name="clock">What the time is waited by.</param>
    /// <param name="stop">Cancels the work.</param>
    public ReloadLoop(TimeSpan interval, Func<CancellationToken, Task> turn, TimeProvider clock, CancellationToken stop)
    {
        // Nothing of who starts it, such as its activity, belongs to what runs later.
        using var flow = ExecutionContext.SuppressFlow();
        running = Task.Run(() => RunAsync(interval, turn, clock, stop), CancellationToken.None);
    }

    /// <summary>Whether nothing of it runs any more.</summary>
    public bool HasEnded => running.IsCompleted;

    /// <summary>Waits for its end, once it has been stopped.</summary>
    public void Join()
    {
        // A callback on changed secrets may end the application, and runs in the loop: it would wait for itself.
        if (Current.Value != this)
        {
            running.GetAwaiter().GetResult();
        }
    }

    private async Task RunAsync(TimeSpan interval, Func<CancellationToken, Task> turn, TimeProvider clock, CancellationToken stop)
    {
        Current.Value = this;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(Jittered(interval), clock, stop).ConfigureAwait(false);
                await turn(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
    private static TimeSpan Jittered(TimeSpan interval) => interval * (RandomNumberGenerator.GetInt32(850, 1151) / 1000.0);
}
