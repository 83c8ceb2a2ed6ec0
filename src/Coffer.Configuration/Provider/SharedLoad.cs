namespace Coffer.Configuration.Provider;

/// <summary>
/// One load at a time, for all who ask. Who asks while one runs shares the next one with all others who did: what runs may have read
/// already what has changed since.
/// </summary>
/// <param name="load">One load.</param>
internal sealed class SharedLoad<T>(Func<Task<T>> load)
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private TaskCompletionSource<T>? next;

    /// <summary>What runs; null where nothing does.</summary>
    public Task? Running
    {
        get
        {
            lock (gate)
            {
                return running;
            }
        }
    }

    /// <summary>A load that has begun after this was called.</summary>
    public Task<T> RunAsync()
    {
        TaskCompletionSource<T> mine;
        lock (gate)
        {
            if (next is not null)
            {
                return next.Task;
            }

            // Who waits goes on on the load's own thread: nothing of ours needs the thread pool.
            mine = new TaskCompletionSource<T>();
            if (running is not null)
            {
                next = mine;
                return mine.Task;
            }

            running = mine.Task;
        }

        _ = DriveAsync(mine);
        return mine.Task;
    }

    private async Task DriveAsync(TaskCompletionSource<T> mine)
    {
        var task = load();
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TaskCompletionSource<T>? following;
        lock (gate)
        {
            (following, next) = (next, null);
            running = following?.Task;
        }

        if (following is not null)
        {
            _ = DriveAsync(following);
        }

        mine.SetFromTask(task);

        // All who asked may have given up: then nobody looks at a failure, which is in the log all the same.
        _ = mine.Task.Exception;
    }
}
