using System.Collections.Concurrent;
using Coffer.Configuration.Provider;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>How long the loop waits: by a clock that writes down what it is asked for, and waits for nothing.</summary>
public sealed class ReloadLoopTests
{
    private const int Turns = 1000;

    [Fact]
    public void It_waits_its_interval_give_or_take_15_percent_anew_each_time()
    {
        var clock = new RecordingClock();
        using var stop = new CancellationTokenSource();
        var turns = 0;
        var loop = new ReloadLoop(
            TimeSpan.FromMinutes(100), () => Task.FromResult(++turns < Turns), clock, stop.Token);
        loop.Join(TimeSpan.FromMinutes(1));
        Assert.True(loop.HasEnded);
        Assert.Equal(Turns, turns);
        Assert.Equal(Turns, clock.Waits.Count);
        Assert.All(clock.Waits, wait => Assert.InRange(wait.TotalMinutes, 85, 115));

        // Of a thousand, some come near both ends.
        Assert.InRange(clock.Waits.Min().TotalMinutes, 85, 88);
        Assert.InRange(clock.Waits.Max().TotalMinutes, 112, 115);
    }

    [Fact]
    public void Nothing_of_who_starts_it_is_in_its_turns()
    {
        var callers = new AsyncLocal<string?> { Value = "the caller's" };
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentQueue<string?>();
        var loop = new ReloadLoop(
            TimeSpan.FromMinutes(100),
            () =>
            {
                seen.Enqueue(callers.Value);
                return Task.FromResult(seen.Count < 2);
            },
            new RecordingClock(),
            stop.Token);
        loop.Join(TimeSpan.FromMinutes(1));
        Assert.Equal([null, null], seen);
        Assert.Equal("the caller's", callers.Value);
        Assert.False(ExecutionContext.IsFlowSuppressed());
    }

    private sealed class RecordingClock : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
