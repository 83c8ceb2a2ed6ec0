namespace Coffer.Configuration.Loading;

/// <summary>
/// Tasks of public methods. What a caller does after one runs in its own context or on the thread pool, and not on the thread of the load,
/// where others wait for their turn. Who blocks on one needs no thread of the pool.
/// </summary>
internal static class CallersTask
{
    /// <summary>The same end.</summary>
    public static Task<T> ForCaller<T>(this Task<T> task)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = task.ContinueWith(
            static (ended, caller) => ((TaskCompletionSource<T>)caller!).SetFromTask(ended),
            done,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return done.Task;
    }
}
