namespace Coffer.Core.UseCases.Loading;

/// <summary>A call of AWS that has no answer yet, however often it was made.</summary>
/// <param name="patience">What it is part of.</param>
/// <param name="action">What is asked for, as messages name it: <c>kms:Decrypt</c>.</param>
internal sealed class PendingCall(Patience patience, string action) : IDisposable
{
    /// <summary>What is asked for.</summary>
    public string Action => action;

    /// <summary>When the first request was made; null before.</summary>
    public long? Since { get; private set; }

    /// <summary>When the first request failed; null where none has.</summary>
    public long? FailingSince { get; private set; }

    /// <summary>Why the last request failed, in short; null where none has.</summary>
    public string? Cause { get; private set; }

    /// <summary>The failure as it would end the work.</summary>
    public Func<CofferException>? Failure { get; private set; }

    /// <summary>What is waited for.</summary>
    public string Waiting => Cause is { } cause ? $"still waiting: {cause}" : $"still waiting for {action}";

    /// <summary>A request is made.</summary>
    public void Begin() => Since ??= patience.Now;

    /// <summary>A request failed, and may be made again.</summary>
    /// <param name="cause">Why, in short.</param>
    /// <param name="failure">The failure as it would end the work.</param>
    public void Fail(string cause, Func<CofferException> failure)
    {
        FailingSince ??= patience.Now;
        (Cause, Failure) = (cause, failure);
        patience.Failed(this);
    }

    /// <summary>The answer is there, be it good or bad.</summary>
    public void Answer() => patience.Answered(this);

    /// <summary>How long it may still be made again; null for as long as the work may take.</summary>
    /// <param name="most">The longest time that is waited.</param>
    public TimeSpan? Left(TimeSpan? most = null) => patience.LeftOf(this, most);

    /// <inheritdoc/>
    public void Dispose() => patience.Forget(this);
}
