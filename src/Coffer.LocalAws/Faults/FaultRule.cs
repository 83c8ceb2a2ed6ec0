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
