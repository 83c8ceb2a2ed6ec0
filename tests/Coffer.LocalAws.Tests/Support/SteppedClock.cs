using System.Threading.Channels;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>A clock whose time passes only when it is told to; what waits on it can be seen.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly Channel<Waiter> waiters = Channel.CreateUnbounded<Waiter>();
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => passed.Ticks;

    public void Pass(TimeSpan time) => passed += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var waiter = new Waiter(callback, state, dueTime);
        return waiters.Writer.TryWrite(waiter) ? waiter : throw new InvalidOperationException("an unbounded channel takes all");
    }

    /// <summary>The next one to wait, and for how long; a failed test where nobody does.</summary>
    public Task<Waiter> NextWaitAsync(CancellationToken stop) =>
        waiters.Reader.ReadAsync(stop).AsTask().WaitAsync(TimeSpan.FromMinutes(1), stop);

    internal sealed class Waiter(TimerCallback callback, object? state, TimeSpan time) : ITimer
    {
        public TimeSpan Time => time;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // There is nothing to stop.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
