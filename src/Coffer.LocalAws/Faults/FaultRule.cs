using System.IO.Enumeration;

namespace Coffer.LocalAws.Faults;

/// <summary>A line of the faults file: which requests, which of them, and what becomes of those.</summary>
/// <param name="Service">Null for any.</param>
/// <param name="Action">AWS's name of the action; null for any.</param>
/// <param name="Path">A pattern for the path of the address, with <c>*</c>; null for any.</param>
/// <param name="Schedule">Which of the requests that match.</param>
/// <param name="Fault">What happens.</param>
internal sealed record FaultRule(string? Service, string? Action, string? Path, FaultSchedule Schedule, IFault Fault)
{
    private long count;

    /// <summary>Counts the request where it matches; whether it is one that fails.</summary>
    public bool Strikes(string service, string action, string path) =>
        (Service is null || Service == service)
        && (Action is null || Action == action)
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false))
        && Schedule.Includes(Interlocked.Increment(ref count));
}

/// <summary>Which of a rule's requests fail, the first of which is number 1.</summary>
internal abstract record FaultSchedule
{
    public abstract bool Includes(long number);
}

/// <summary>From one request to another; one only, where both are the same.</summary>
internal sealed record RequestRange(long First, long Last) : FaultSchedule
{
    public static readonly RequestRange All = new(1, long.MaxValue);

    public override bool Includes(long number) => number >= First && number <= Last;
}

/// <summary>Each second one, each third, and so on.</summary>
internal sealed record EveryNth(long Step) : FaultSchedule
{
    public override bool Includes(long number) => number % Step == 0;
}

/// <summary>
/// By chance, but the same requests in every run: the number decides, through SplitMix64
/// (https://prng.di.unimi.it/splitmix64.c), so that the order in which requests race does not matter.
/// </summary>
internal sealed record Chance(double Probability, ulong Seed) : FaultSchedule
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const int UnusedBits = 11;

    public override bool Includes(long number)
    {
        unchecked
        {
            var mixed = Seed + ((ulong)number * Step);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            return (mixed >> UnusedBits) < Probability * (1UL << (64 - UnusedBits));
        }
    }
}
