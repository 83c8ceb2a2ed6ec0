using System.Security.Cryptography;

namespace Coffer.Configuration.Provider;

/// <summary>Does something over and over until it is stopped, or there is nothing to do it for any more.</summary>
internal sealed class ReloadLoop
{
    private readonly Task running;

    /// <summary>Starts.</summary>
    /// <param name="interval">The time between two turns, give or take 15 %: many containers that started together come apart.</param>
    /// <param name="turn">One turn; does not throw but when it is ended. Says whether there is to be another one.</param>
    /// <param name="clock">What the time is waited by.</param>
    /// <param name="stop">Cancels the work.</param>
    public ReloadLoop(TimeSpan interval, Func<Task<bool>> turn, TimeProvider clock, CancellationToken stop)
    {
        // Nothing of who starts it, such as its activity, belongs to what runs later.
        using var flow = ExecutionContext.SuppressFlow();
        running = Task.Run(() => RunAsync(interval, turn, clock, stop), CancellationToken.None);
    }

    /// <summary>Whether nothing of it runs any more.</summary>
    public bool HasEnded => running.IsCompleted;

    /// <summary>Waits for its end, once it has been stopped; not longer than this.</summary>
    public void Join(TimeSpan limit) => ((IAsyncResult)running).AsyncWaitHandle.WaitOne(limit);

    private static async Task RunAsync(TimeSpan interval, Func<Task<bool>> turn, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            do
            {
                await Task.Delay(Jittered(interval), clock, stop).ConfigureAwait(false);
            }
            while (await turn().ConfigureAwait(false));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The end of the configuration is the end of its turns.
        }
    }

    private static TimeSpan Jittered(TimeSpan interval) => interval * (RandomNumberGenerator.GetInt32(850, 1151) / 1000.0);
}
