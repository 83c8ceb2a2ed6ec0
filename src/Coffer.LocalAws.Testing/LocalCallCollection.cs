using System.Collections;
using System.Globalization;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Testing;

/// <summary>
/// The calls of a cloud so far, in the order of their answers. A call is here before its caller has the answer. Each assertion throws
/// <see cref="LocalCallsException"/>, so that any test framework shows it.
/// </summary>
public sealed class LocalCallCollection : IReadOnlyCollection<LocalCall>
{
    private const int MostShown = 50;

    private readonly Lock turn = new();
    private readonly List<LocalCall> calls = [];

    internal LocalCallCollection()
    {
    }

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (turn)
            {
                return calls.Count;
            }
        }
    }

    /// <summary>Those of an action, and of a role where one is named.</summary>
    /// <param name="action">For example <c>kms:Decrypt</c>.</param>
    /// <param name="by">The name of the role; null for everybody.</param>
    public IReadOnlyList<LocalCall> Of(string action, string? by = null) =>
        [.. Snapshot().Where(call => call.Action == action && (by is null || call.Role == by))];

    /// <summary>There was such a call.</summary>
    /// <param name="action">For example <c>kms:Decrypt</c>.</param>
    /// <param name="by">The name of the role; null for everybody.</param>
    /// <param name="times">How often; null for at least once.</param>
    public void AssertCalled(string action, string? by = null, int? times = null)
    {
        var count = Of(action, by).Count;
        if (times is null ? count == 0 : count != times)
        {
            throw Failure($"{action}{By(by)} was {Called(count)}{(times is { } wanted ? $", and should be {Called(wanted)}" : "")}");
        }
    }

    /// <summary>There was no such call, done or refused.</summary>
    /// <param name="action">For example <c>kms:Decrypt</c>.</param>
    /// <param name="by">The name of the role; null for everybody.</param>
    public void AssertNotCalled(string action, string? by = null)
    {
        if (Of(action, by).Count is > 0 and var count)
        {
            throw Failure($"{action}{By(by)} was {Called(count)}");
        }
    }

    /// <summary>A role has asked for nothing but these.</summary>
    /// <param name="by">The name of the role.</param>
    /// <param name="actions">For example <c>kms:Decrypt</c>.</param>
    public void AssertOnly(string by, params IEnumerable<string> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        if (Snapshot().Find(call => call.Role == by && !actions.Contains(call.Action)) is { } other)
        {
            throw Failure($"{by} has called {other.Action}");
        }
    }

    /// <summary>Policies have refused nothing.</summary>
    public void AssertNothingDenied()
    {
        if (Snapshot().Find(call => call.IsDenied) is { } denied)
        {
            throw Failure($"{denied.Role ?? denied.Principal} was denied {denied.Action}: {denied.Reason}");
        }
    }

    /// <summary>Forgets what was called so far, such as what a test needed to begin.</summary>
    public void Forget()
    {
        lock (turn)
        {
            calls.Clear();
        }
    }

    /// <inheritdoc/>
    public IEnumerator<LocalCall> GetEnumerator() => Snapshot().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(AwsRequest request)
    {
        if (request.Action.Length > 0)
        {
            var call = new LocalCall(request);
            lock (turn)
            {
                calls.Add(call);
            }
        }
    }

    private static string By(string? role) => role is null ? "" : $" by {role}";

    private static string Called(int count) =>
        count switch { 0 => "never called", 1 => "called once", _ => string.Create(CultureInfo.InvariantCulture, $"called {count} times") };

    private List<LocalCall> Snapshot()
    {
        lock (turn)
        {
            return [.. calls];
        }
    }

    private LocalCallsException Failure(string what)
    {
        var all = Snapshot();
        var shown = string.Concat(all.TakeLast(MostShown).Select(call => $"\n  {call}"));
        return new LocalCallsException(all.Count == 0 ? $"{what}. There were no calls." : $"{what}. The calls:{shown}");
    }
}
