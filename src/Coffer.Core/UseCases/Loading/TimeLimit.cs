namespace Coffer.Core.UseCases.Loading;

/// <summary>One limit for everything that is asked of AWS at a time: no call may hang the process.</summary>
internal static class TimeLimit
{
    /// <summary>What is given where nothing is said.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>Runs work that AWS is asked for.</summary>
    /// <param name="work">The work.</param>
    /// <param name="time">Its time.</param>
    /// <param name="cancellation">Ends it earlier.</param>
    /// <param name="what">For the message: what it is, where its reader cannot know.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Unreachable"/> when time is up.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan time, CancellationToken cancellation, string? what = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        try
        {
            return await work(limit.Token).WaitOrAbandonAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = FormattableString.Invariant($"{time.TotalSeconds:0.###}");
            throw new CofferException(
                ErrorCode.Unreachable,
                $"{(what is null ? "" : $"{what}: ")}AWS did not answer within {seconds} {(seconds == "1" ? "second" : "seconds")}",
                "look at the network, the proxy, AWS_ENDPOINT_URL, and where the credentials come from");
        }
    }
}
