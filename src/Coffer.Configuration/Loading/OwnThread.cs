using Coffer.Core.UseCases.Loading;

namespace Coffer.Configuration.Loading;

/// <summary>
/// Starts work on a thread of its own, and watches it there: with none of the caller's context or scheduler, and with a clock that runs
/// where the thread pool does not. Who waits may block.
/// </summary>
internal static class OwnThread
{
    // The work has a limit of its own, which the thread pool keeps. Where that is late by so much, the pool stands still.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs work.</summary>
    /// <param name="work">The work, which ends within its time as long as the thread pool runs.</param>
    /// <param name="time">Its time.</param>
    /// <param name="what">For the message: what it is.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Temporary"/> where the thread pool has no thread for it.</exception>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, TimeSpan time, string what)
    {
        // Who awaits it goes on on this thread: nothing of ours needs the pool then.
        var done = new TaskCompletionSource<T>();
        new Thread(() => Run(work, time + Grace, what, done)) { IsBackground = true, Name = "Coffer" }.Start();
        return done.Task;
    }

    private static void Run<T>(Func<Task<T>> work, TimeSpan time, string what, TaskCompletionSource<T> done)
    {
        using (PoolRoom.Enter())
        {
            var task = work();
            if (!HasEnded(task, time))
            {
                task.Abandon();
                task = Task.FromException<T>(Starved(time, what));
            }

            done.SetFromTask(task);
        }
    }

    private static bool HasEnded(Task task, TimeSpan time)
    {
        try
        {
            return task.Wait(time);
        }
        catch (AggregateException)
        {
            return true;
        }
    }

    private static CofferException Starved(TimeSpan time, string what) => new(
        ErrorCode.Temporary,
        FormattableString.Invariant(
            $"{what}: the thread pool had no free thread, and nothing was loaded within {time.TotalSeconds:0.###} seconds: all of its ")
                + FormattableString.Invariant($"{ThreadPool.ThreadCount} threads are busy or blocked"),
        "do not block threads of the pool ('.Result', '.Wait()'), load at the start of Main, or allow more threads");
}
