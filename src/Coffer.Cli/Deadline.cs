using Coffer.Core.Errors;

namespace Coffer.Cli;

/// <summary>One limit for everything that a command asks of AWS: no call may hang it.</summary>
internal static class Deadline
{
    /// <summary>What is given where nothing is said, in seconds.</summary>
    public const int DefaultSeconds = 30;

    /// <summary>What a command over a whole environment gets: each single call has its own, shorter limit.</summary>
    public const int WholeEnvironmentSeconds = 600;

    /// <summary>Runs work that AWS is asked for.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Unreachable"/> when time is up.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, CancellationToken cancellation, int seconds = DefaultSeconds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            return await work(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CofferException(
                ErrorCode.Unreachable,
                $"AWS did not answer within {seconds} {(seconds == 1 ? "second" : "seconds")}",
                "look at the network, the proxy, AWS_ENDPOINT_URL, and where the credentials come from");
        }
    }
}
