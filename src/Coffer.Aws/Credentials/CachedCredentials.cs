using Amazon.Runtime;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Aws.Credentials;

/// <summary>
/// The keys of all clients of a process: fetched once, however many calls need them at the same time, and again when
/// they are about to expire or AWS says that they have.
/// </summary>
internal sealed class CachedCredentials(Func<Task<AwsKeys>> fetch, TimeProvider clock) : AWSCredentials
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // How long keys are used on that could not be renewed, until that is tried again.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    // The SDK's own credentials know when to fetch new keys, and do not say it.
    private static readonly TimeSpan Asked = 2 * Margin;

    private readonly Lock gate = new();
    private Task<AwsKeys>? current;
    private AwsKeys? last;
    private int generation;
    private DateTimeOffset fetched;
    private DateTimeOffset? expires;

    /// <summary>Those of the SDK: they are asked again all the time, and renew themselves.</summary>
    public static CachedCredentials Of(AWSCredentials given) => new(
        async () =>
        {
            var keys = await given.GetCredentialsAsync().ConfigureAwait(false);
            return new AwsKeys(keys.AccessKey, keys.SecretKey, keys.Token, TimeProvider.System.GetUtcNow() + Asked);
        },
        TimeProvider.System);

    /// <summary>Waits for the keys: what their sources take is no part of the time of a call.</summary>
    /// <returns>Which fetch they are of: what a call remembers, to say later that they have expired.</returns>
    /// <exception cref="CredentialsException">Where no source gives any.</exception>
    public async Task<int> ReadyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                _ = await KeysAsync().WaitAsync(cancellation).ConfigureAwait(false);
                return generation;
            }
            catch (OperationCanceledException) when (
                !cancellation.IsCancellationRequested && !Patience.Current.End.IsCancellationRequested)
            {
                // It ended with the time of other work, which had begun it.
            }
        }
    }

    /// <summary>AWS does not take the keys of this fetch any more; keys that are newer stay.</summary>
    public void Expire(int used)
    {
        lock (gate)
        {
            if (used == generation)
            {
                current = null;
            }
        }
    }

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync() => (await KeysAsync().ConfigureAwait(false)).ToSdk();

    /// <summary>The keys: those of now, or those of a fetch that runs.</summary>
    public Task<AwsKeys> KeysAsync()
    {
        lock (gate)
        {
            if (current is null || current.IsFaulted || current.IsCanceled || IsStale())
            {
                generation++;
                expires = null;
                fetched = clock.GetUtcNow();
                current = Task.Run(FetchAsync);
            }

            return current;
        }
    }

    private async Task<AwsKeys> FetchAsync()
    {
        AwsKeys keys;
        try
        {
            keys = await fetch().ConfigureAwait(false);
        }
        catch (CredentialsException) when (last is { MayOutlive: true })
        {
            keys = last.Until(clock.GetUtcNow() + Grace, mayOutlive: true);
        }

        lock (gate)
        {
            last = keys;
            expires = keys.Expires;
        }

        return keys;
    }

    // Keys that live shorter than the margin are used for half their life, and not fetched for each call.
    private bool IsStale() =>
        expires is { } end
        && end - TimeSpan.FromTicks(Math.Min(Margin.Ticks, Math.Max(0, (end - fetched).Ticks / 2))) <= clock.GetUtcNow();
}
