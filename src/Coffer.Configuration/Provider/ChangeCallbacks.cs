namespace Coffer.Configuration.Provider;

/// <summary>
/// Tells an application of changed secrets, on a thread of its own: its callbacks are foreign code, which may take its time, throw, ask for
/// more, or never end. What changes meanwhile is told afterwards, once.
/// </summary>
/// <param name="tell">The callbacks; does not throw.</param>
/// <param name="clock">What their time is measured by.</param>
internal sealed class ChangeCallbacks(Action tell, TimeProvider clock)
{
    private static readonly AsyncLocal<ChangeCallbacks?> Current = new();

    private readonly Lock gate = new();
    private TaskCompletionSource? running;
    private TaskCompletionSource? next;
    private long started;
    private bool isNoticed;

    /// <summary>For how long the callbacks have been running; null where none are.</summary>
    public TimeSpan? RunningFor
    {
        get
        {
            lock (gate)
            {
                return running is null ? null : clock.GetElapsedTime(started);
            }
        }
    }

    /// <summary>Whether nobody has noticed yet that these callbacks take long; by this it is.</summary>
    public bool IsFirstNotice()
    {
        lock (gate)
        {
            return !isNoticed && (isNoticed = true);
        }
    }

    /// <summary>Has the callbacks run.</summary>
    /// <returns>Their end; at once for a callback itself.</returns>
    public Task TellAsync()
    {
        TaskCompletionSource mine;
        lock (gate)
        {
            mine = next ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (running is null)
            {
                Start(mine);
            }
            else
            {
                next = mine;
            }
        }

        return Current.Value == this ? Task.CompletedTask : mine.Task;
    }

    private void Start(TaskCompletionSource mine)
    {
        running = mine;
        (started, isNoticed) = (clock.GetTimestamp(), false);

        // Nothing of who noticed the change, such as its activity, belongs to what runs now.
        var thread = new Thread(() => Run(mine)) { IsBackground = true, Name = "Coffer callbacks" };
        thread.UnsafeStart();
    }

    private void Run(TaskCompletionSource mine)
    {
        Current.Value = this;
        tell();
        lock (gate)
        {
            (running, var following) = (null, next);
            next = null;
            if (following is not null)
            {
                Start(following);
            }
        }

        mine.SetResult();
    }
}
