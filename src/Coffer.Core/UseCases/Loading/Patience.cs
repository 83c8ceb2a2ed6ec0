namespace Coffer.Core.UseCases.Loading;

/// <summary>
/// How one piece of work waits for AWS: how long a call that fails is made again, which calls are out, and why the last one failed. It goes
/// along with the work, and not by arguments: what waits is far below what knows for how long.
/// </summary>
internal sealed class Patience : IDisposable
{
    /// <summary>How long somebody who sits there waits for what only fails.</summary>
    public static readonly TimeSpan OfPerson = TimeSpan.FromSeconds(5);

    private const int MostLines = 5;

    // A request that has failed is told of after a second; one that is out may only be slow, as on a small machine at its start.
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1.1);
    private static readonly TimeSpan Looks = TimeSpan.FromSeconds(0.25);
    private static readonly AsyncLocal<Patience?> Ambient = new();

    private readonly Lock gate = new();
    private readonly List<PendingCall> calls = [];
    private readonly Dictionary<string, int> failures = [];
    private readonly HashSet<string> told = [];
    private readonly TimeSpan? limit;
    private readonly Action<string>? tell;
    private readonly TimeProvider clock;
    private readonly ITimer? timer;
    private PendingCall? last;
    private long? answered;
    private int opened;
    private int total;

    /// <summary>Begins.</summary>
    /// <param name="limit">How long calls are made again while all of them fail; null for as long as the work may take.</param>
    /// <param name="tell">Is told what is waited for, where it takes long; null where nobody listens.</param>
    /// <param name="clock">The time.</param>
    public Patience(TimeSpan? limit, Action<string>? tell = null, TimeProvider? clock = null)
    {
        this.limit = limit;
        this.tell = tell;
        this.clock = clock ?? TimeProvider.System;
        timer = tell is null ? null : this.clock.CreateTimer(_ => Look(), null, FirstLook, Looks);
    }

    /// <summary>That of the work which asks; where nobody gave it a time, one of its own.</summary>
#pragma warning disable CA2000 // without somebody to tell there is nothing to dispose of
    public static Patience Current => Ambient.Value ?? new Patience(OfPerson);
#pragma warning restore CA2000

    /// <summary>Ends with the time of the work: for what goes on beside it.</summary>
    public CancellationToken End { get; private set; }

    /// <summary>The time.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>How many requests failed that may be made again.</summary>
    public int Failures
    {
        get
        {
            lock (gate)
            {
                return failures.Values.Sum();
            }
        }
    }

    /// <summary>Makes it that of the work which begins now, in the method that calls this and in all below it.</summary>
    public void Enter(CancellationToken end) => (End, Ambient.Value) = (end, this);

    /// <summary>A call that begins.</summary>
    /// <param name="action">What is asked for.</param>
    public PendingCall Call(string action)
    {
        var call = new PendingCall(this, action);
        lock (gate)
        {
            calls.Add(call);
        }

        return call;
    }

    /// <summary>So many secrets are opened.</summary>
    public void Expect(int secrets) => Interlocked.Add(ref total, secrets);

    /// <summary>One of them is open.</summary>
    public void Opened() => Interlocked.Increment(ref opened);

    /// <summary>The end of the time, with the last cause that is known; null where no call has failed.</summary>
    /// <param name="time">How long it was.</param>
    public CofferException? TimeIsUp(string time)
    {
        lock (gate)
        {
            if (last is not { Failure: { } describe })
            {
                return null;
            }

            var failure = describe();
            var times = failures[last.Action] == 1 ? "once" : $"{failures[last.Action]} times";
            var open = total == 0 ? "" : $"; {opened} of {total} secrets are open";
            return new CofferException(failure.Code, $"{failure.Message}: {times} within {time}{open}", failure.Hint, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    internal void Failed(PendingCall call)
    {
        lock (gate)
        {
            last = call;
            failures[call.Action] = failures.GetValueOrDefault(call.Action) + 1;
        }
    }

    internal void Answered(PendingCall call)
    {
        lock (gate)
        {
            answered = Now;

            // What has passed is no cause any more.
            calls.Remove(call);
            last = last == call ? calls.FindLast(other => other.Failure is not null) : last;
        }
    }

    // Its cause stays: that of a call which the end of the time has ended is what is told.
    internal void Forget(PendingCall call)
    {
        lock (gate)
        {
            calls.Remove(call);
        }
    }

    internal TimeSpan? LeftOf(PendingCall call, TimeSpan? own)
    {
        lock (gate)
        {
            // As long as others get through, it is a matter of turns.
            return (limit ?? own) is { } most && call.FailingSince is { } since
                ? most - clock.GetElapsedTime(Math.Max(since, answered ?? since))
                : null;
        }
    }

    private void Look()
    {
        string? line = null;
        lock (gate)
        {
            var oldest = calls.Where(IsLong).MinBy(call => call.Since);
            if (oldest is not null && told.Count < MostLines && told.Add(oldest.Waiting))
            {
                line = oldest.Waiting;
            }
        }

        if (line is not null)
        {
            tell!(line);
        }
    }

    private bool IsLong(PendingCall call) => call.FailingSince is { } failing
        ? clock.GetElapsedTime(failing) >= Trouble
        : call.Since is { } since && clock.GetElapsedTime(since) >= Silence;
}
