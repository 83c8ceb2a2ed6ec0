using System.Diagnostics;
using Coffer.Aws.Calls;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Aws.Tests.Calls;

public sealed class RetryBudgetTests
{
    private const int Calls = 40;

    private static readonly double Throttling = RetryBudget.CostOf(FailureKind.Throttled);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_first_wave_is_free_where_a_service_is_away()
    {
        var budget = new RetryBudget(new StoppedClock());
        var cost = RetryBudget.CostOf(FailureKind.Transient);
        Assert.All(Enumerable.Range(0, 64), _ => Assert.True(budget.TakeAsync(cost, Stop).IsCompleted));
        Assert.False(budget.TakeAsync(cost, Stop).IsCompleted);
    }

    [Fact]
    public async Task A_service_that_throttles_gets_one_again_for_each_that_it_answers()
    {
        var budget = new RetryBudget(new StoppedClock());
        budget.Throttled();
        Task[] waiting = [.. Enumerable.Range(0, Calls).Select(_ => budget.TakeAsync(Throttling, Stop))];
        Assert.DoesNotContain(waiting, static one => one.IsCompleted);
        for (var answered = 1; answered <= Calls; answered++)
        {
            budget.Answered();
            await waiting[answered - 1];
            Assert.Equal(answered, waiting.Count(static one => one.IsCompleted));
        }
    }

    [Fact]
    public async Task The_time_gives_a_few_a_second_where_none_is_answered()
    {
        var clock = new StoppedClock();
        var budget = new RetryBudget(clock);
        budget.Throttled();
        clock.Pass(TimeSpan.FromSeconds(1));
        var now = 0;
        while (budget.TakeAsync(Throttling, Stop) is { IsCompleted: true } turn)
        {
            await turn;
            now++;
        }

        Assert.Equal(5, now);
    }

    // Whatever a busy machine does to the time since the first of them, more than five a second are too many.
    [Fact]
    public async Task A_wave_that_was_throttled_does_not_come_back_as_one()
    {
        var time = new Stopwatch();
        using var server = new CountedServer((_, _) =>
        {
            time.Start();
            return new StandInAnswer(400, "{\"__type\":\"ThrottlingException\"}");
        });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task[] calls = [.. Enumerable.Range(0, Calls).Select(_ => server.CallAsync("kms POST decrypt", ended.Token))];
        while (server.Requests < Calls)
        {
            await Task.Delay(10, Stop);
        }

        await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        var again = server.Requests - Calls;
        Assert.InRange(again, 1, 5 * time.Elapsed.TotalSeconds);

        // Cancelled, or out of patience on a machine that was slow.
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(calls));
    }

    /// <summary>A clock that moves when it is told to.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Pass(TimeSpan time) => now += time.Ticks;
    }
}
