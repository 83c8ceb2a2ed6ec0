using Coffer.Aws.Credentials;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Aws.Calls;

/// <summary>
/// Calls of one service in one region, each with its body read whole within an attempt: bounded in time and number,
/// repeated where that helps. The SDK's own retries are off: they know nothing of a body that breaks off.
/// </summary>
/// <param name="credentials">What is fetched again when AWS says it has expired; null where the client has its own.</param>
/// <param name="attempted">Is told how each attempt ended: null for an answer.</param>
internal sealed class AwsCalls(CachedCredentials? credentials, Action<FailureKind?>? attempted = null)
{
    /// <summary>As many as a task that starts has secrets; few enough for KMS's quota, which all of an account share.</summary>
    private const int MostAtOnce = 64;

    // Throttling passes: at one failure in two, all of a hundred calls succeed within so many but for one time in 10,000.
    private const int ThrottledAttempts = 20;
    private const int TransientAttempts = 6;

    // An answer that never comes costs an attempt's whole time.
    private const int SilentAttempts = 3;

    private readonly ConcurrencyLimit limit = new(MostAtOnce);

    /// <summary>Calls until there is an answer, or a failure that repeating does not mend.</summary>
    /// <param name="call">Makes the request, a new one for each attempt, and reads the answer whole.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public async Task<T> RunAsync<T>(Func<Attempt, Task<T>> call, CancellationToken cancellation)
    {
        var isRefreshed = false;
        for (var attempts = 1; ; attempts++)
        {
            var keys = credentials is null ? 0 : await credentials.ReadyAsync(cancellation).ConfigureAwait(false);
            var (answer, failure) = await TryAsync(call, cancellation).ConfigureAwait(false);
            FailureKind? ended = failure is null ? null : FailureKinds.Of(failure);
            attempted?.Invoke(ended);
            if (failure is null || ended is not { } kind)
            {
                return answer!;
            }

            if (kind == FailureKind.Expired && !isRefreshed && credentials is not null)
            {
                isRefreshed = true;
                credentials.Expire(keys);
                continue;
            }

            if (attempts >= Most(kind, failure))
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }

            var delay = Backoff.Delay(attempts);
            var asked = FailureKinds.RetryAfter(failure);
            await Task.Delay(asked > delay ? asked + delay : delay, cancellation).ConfigureAwait(false);
        }
    }

    private static int Most(FailureKind kind, Exception failure) => kind switch
    {
        FailureKind.Throttled => ThrottledAttempts,
        FailureKind.Transient when failure is TimeoutException => SilentAttempts,
        FailureKind.Transient => TransientAttempts,
        _ => 1,
    };

    private async Task<(T? Answer, Exception? Failure)> TryAsync<T>(Func<Attempt, Task<T>> call, CancellationToken cancellation)
    {
        var entered = await limit.EnterAsync(cancellation).ConfigureAwait(false);
        bool? throttled = null;
        try
        {
            using var attempt = new Attempt(cancellation);
            try
            {
                var answer = await call(attempt).WaitOrAbandonAsync(attempt.Token).ConfigureAwait(false);
                throttled = false;
                return (answer, null);
            }
            catch (OperationCanceledException) when (attempt.Token.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                return (default, new TimeoutException());
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                throttled = FailureKinds.Of(exception) == FailureKind.Throttled ? true : null;
                return (default, exception);
            }
        }
        finally
        {
            limit.Leave(entered, throttled);
        }
    }
}
