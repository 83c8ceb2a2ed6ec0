namespace Coffer.Core.UseCases.Loading;

/// <summary>One limit for everything that is asked of AWS at a time: no call may hang the process.</summary>
internal static class TimeLimit
{
    /// <summary>What is given where nothing is said.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>Runs work that AWS is asked for.</summary>
    /// <param name="work">The work.</param>
    /// <param name="time">Its time.</param>
    /// <param name="cancellation">Cancels before the time is over.</param>
    /// <param name="what">For the message: what it is, where its reader cannot know.</param>
    /// <param name="patience">How it waits; null to make calls that fail again until the time is up.</param>
    /// <exception cref="CofferException">
    /// When time is up: the last cause that is known, or <see cref="ErrorCode.Unreachable"/> without one.
    /// </exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work,
        TimeSpan time,
        CancellationToken cancellation,
        string? what = null,
        Patience? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        using var waiting = patience ?? new Patience(null);
        waiting.Enter(limit.Token);
        try
        {
            return await work(limit.Token).WaitOrAbandonAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = FormattableString.Invariant($"{time.TotalSeconds:0.###}");
            var length = $"{seconds} {(seconds == "1" ? "second" : "seconds")}";
            var prefix = what is null ? "" : $"{what}: ";
            throw waiting.TimeIsUp(length) is { } cause
                ? new CofferException(cause.Code, prefix + cause.Message, cause.Hint, cause.InnerException)
                : new CofferException(
                    ErrorCode.Unreachable,
                    $"{prefix}AWS did not answer within {length}",
                    "look at the network, the proxy, AWS_ENDPOINT_URL, and where the credentials come from");
        }
    }
}
