using Microsoft.Extensions.Primitives;

namespace Coffer.Configuration.Provider;

/// <summary>
/// Tells once that something has changed. .NET's own token makes who disposes of a registration wait for a callback that runs: a
/// configuration that is disposed of would wait for the application's code.
/// </summary>
internal sealed class ChangeSignal : IChangeToken
{
    private readonly Lock gate = new();
    private List<Registration>? waiting = [];

    /// <inheritdoc/>
    public bool HasChanged
    {
        get
        {
            lock (gate)
            {
                return waiting is null;
            }
        }
    }

    /// <inheritdoc/>
    public bool ActiveChangeCallbacks => true;

    /// <inheritdoc/>
    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state)
    {
        var registration = new Registration(this, callback, state);
        lock (gate)
        {
            if (waiting is not null)
            {
                waiting.Add(registration);
                return registration;
            }
        }

        callback(state);
        return registration;
    }

    /// <summary>Has all callbacks run, one after the other; each runs whatever the others throw.</summary>
    /// <exception cref="AggregateException">What they threw.</exception>
    public void Raise()
    {
        List<Registration> called;
        lock (gate)
        {
            (called, waiting) = (waiting ?? [], null);
        }

        var failures = new List<Exception>();
        foreach (var registration in called)
        {
            try
            {
                registration.Call();
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private sealed class Registration(ChangeSignal signal, Action<object?> callback, object? state) : IDisposable
    {
        public void Call() => callback(state);

        public void Dispose()
        {
            lock (signal.gate)
            {
                signal.waiting?.Remove(this);
            }
        }
    }
}
