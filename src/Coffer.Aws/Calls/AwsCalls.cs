using System.Runtime.ExceptionServices;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Aws.Calls;

/// <summary>
/// Calls of one service: the one place that repeats. Each attempt is one request, bounded in time, with its body read whole. What may pass
/// is asked again until the work's time or patience is over, and what must be done between two attempts is done here.
/// </summary>
/// <param name="credentials">What is fetched again when AWS says it has expired; null where the client has its own.</param>
/// <param name="attempted">Is told how each attempt ended: null for an answer.</param>
internal sealed class AwsCalls(CachedCredentials? credentials, Action<FailureKind?>? attempted = null)
{
    /// <summary>As many as a task that starts has secrets; few enough for KMS's quota, which all of an account share.</summary>
    private const int MostAtOnce = 64;

    private readonly ConcurrencyLimit limit = new(MostAtOnce);
    private readonly RetryBudget budget = new(TimeProvider.System);

    /// <summary>Calls until there is an answer, or a failure that repeating does not mend.</summary>
    /// <param name="call">Makes the request, a new one for each attempt, and reads the answer whole.</param>
    /// <param name="telling">How it is told of.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <param name="time">What one attempt may take; null for the usual.</param>
    /// <param name="isLast">Whether no further attempt is made after so many and this failure, though it may pass.</param>
    public async Task<T> RunAsync<T>(
        Func<Attempt, Task<T>> call,
        Telling telling,
        CancellationToken cancellation,
        TimeSpan? time = null,
        Func<int, Exception, bool>? isLast = null)
    {
        using var pending = Patience.Current.Call(telling.Action);
        HashSet<FailureKind>? mended = null;
        for (var attempts = 1; ; attempts++)
        {
            var keys = credentials is null ? 0 : await credentials.ReadyAsync(cancellation).ConfigureAwait(false);
            var (answer, failure) = await TryAsync(call, pending, time ?? Attempt.Usual, cancellation).ConfigureAwait(false);
            FailureKind? ended = failure is null ? null : FailureKinds.Of(failure);
            attempted?.Invoke(ended);
            if (failure is null || ended is not { } kind)
            {
                pending.Answer();
                budget.Answered();
                return answer!;
            }

            // The clock is mended by who signs: the answer had the right time.
            if ((kind == FailureKind.Skewed || (kind == FailureKind.Expired && credentials is not null)) && (mended ??= []).Add(kind))
            {
                if (kind == FailureKind.Expired)
                {
                    credentials!.Expire(keys);
                }

                continue;
            }

            if (kind == FailureKind.Throttled)
            {
                budget.Throttled();
            }

            var mayPass = kind is FailureKind.Transient or FailureKind.Throttled;
            if (mayPass)
            {
                pending.Fail(telling.Why(failure).Cause, () => telling.Failure(failure));
            }

            if (!mayPass || isLast?.Invoke(attempts, failure) == true
                || WaitAfter(attempts, failure, Left(pending, failure)) is not { } wait)
            {
                pending.Answer();
                ExceptionDispatchInfo.Throw(failure);
                return default!;
            }

            await Task.Delay(wait, cancellation).ConfigureAwait(false);
            await budget.TakeAsync(RetryBudget.CostOf(kind), cancellation).ConfigureAwait(false);
        }
    }

    // Something else than AWS that answers will not go away by being asked; a damaged answer is whole the next time.
    private static TimeSpan? Left(PendingCall pending, Exception failure) =>
        pending.Left(failure is AnswerException or HttpIOException || AwsFailure.IsUnreadable(failure) ? Patience.OfPerson : null);

    /// <summary>How long to wait; null where it would be longer than there is patience.</summary>
    private static TimeSpan? WaitAfter(int attempts, Exception failure, TimeSpan? left)
    {
        var asked = FailureKinds.RetryAfter(failure);
        if (left <= asked)
        {
            return null;
        }

        var delay = Backoff.Delay(attempts);
        var wait = asked > delay ? asked + delay : delay;
        return left < wait ? left : wait;
    }

    private async Task<(T? Answer, Exception? Failure)> TryAsync<T>(
        Func<Attempt, Task<T>> call, PendingCall pending, TimeSpan time, CancellationToken cancellation)
    {
        var entered = await limit.EnterAsync(cancellation).ConfigureAwait(false);
        bool? throttled = null;
        try
        {
            pending.Begin();
            using var attempt = new Attempt(time, cancellation);
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
