namespace Coffer.Core.UseCases.Loading;

/// <summary>What comes after nobody waits for it any more.</summary>
internal static class LateResult
{
    /// <summary>Waits for a task, and abandons it when that is given up.</summary>
    public static async Task<T> WaitOrAbandonAsync<T>(this Task<T> task, CancellationToken cancellation)
    {
        try
        {
            return await task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            task.Abandon();
            throw;
        }
    }

    /// <summary>Leaves a task to itself: its result has no owner, and is disposed of; its failure is nobody's.</summary>
    public static void Abandon<T>(this Task<T> task) => _ = task.ContinueWith(
        static late =>
        {
            if (late.IsCompletedSuccessfully)
            {
                (late.Result as IDisposable)?.Dispose();
            }
            else
            {
                _ = late.Exception;
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
