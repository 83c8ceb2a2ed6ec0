using System.Collections.Concurrent;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Loading;

/// <summary>Opens a service's secrets: all of them, or none.</summary>
internal static class SecretLoader
{
    // A task that starts loads tens of secrets: enough at once that their number hardly counts, few enough for KMS's
    // shared request quota.
    private const int MaxConcurrent = 64;

    // Ciphertext and plaintext of the largest are 9 MiB.
    private const int LargeConcurrent = 2;
    private const int LargeBytes = 256 * 1024;

    /// <summary>Reads and opens secrets, several at a time; each is opened as soon as its bytes are there.</summary>
    /// <param name="addresses">Which.</param>
    /// <param name="sourceOf">Where each is.</param>
    /// <param name="keysOf">What opens it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <param name="places">Where large ones go as soon as they are opened; null where all stay in memory.</param>
    /// <returns>The values by address, without those that were taken; the caller disposes them.</returns>
    /// <exception cref="CofferException">Where one cannot be opened: nothing is returned then.</exception>
    public static async Task<IReadOnlyDictionary<SecretAddress, SecretValue>> LoadAsync(
        IEnumerable<SecretAddress> addresses,
        Func<SecretAddress, ISecretSource> sourceOf,
        Func<SecretAddress, (IKeyService Keys, SealingPolicy Policy)> keysOf,
        CancellationToken cancellation,
        ISecretPlaces? places = null)
    {
        List<SecretAddress> all = [.. addresses];

        // Only where large values go away one after the other; they come last, and nobody waits for them.
        HashSet<SecretAddress> largeOnes = places is null
            ? []
            : [.. all.Where(address => sourceOf(address).BytesOf(address) >= LargeBytes)];
        all = [.. all.OrderBy(largeOnes.Contains)];
        var values = new ConcurrentDictionary<SecretAddress, SecretValue>();
        var failures = new ConcurrentDictionary<SecretAddress, CofferException>();
        using var large = new SemaphoreSlim(LargeConcurrent);
        var taken = 0;
        var patience = Patience.Current;
        patience.Expect(all.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        try
        {
            await Parallel.ForEachAsync(all, options, async (address, stop) =>
            {
                try
                {
                    if (largeOnes.Contains(address))
                    {
                        await InTurnAsync(() => ReadAndOpenAsync(address, stop), stop).ConfigureAwait(false);
                    }
                    else
                    {
                        await ReadAndOpenAsync(address, stop).ConfigureAwait(false);
                    }

                    patience.Opened();
                }
                catch (CofferException failure) when (failure.Code is ErrorCode.Malformed or ErrorCode.NotFound or ErrorCode.Denied)
                {
                    // The others may fail too: who mends it wants to see all of them at once.
                    failures[address] = failure;
                }
            }).ConfigureAwait(false);

            return failures.IsEmpty ? values : throw Failed(failures, values.Count + taken);
        }
        catch
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }

            throw;
        }

        async Task ReadAndOpenAsync(SecretAddress address, CancellationToken stop)
        {
            var source = sourceOf(address);
            var content = places is null
                ? new StoredContent(await source.ReadAsync(address, stop).ConfigureAwait(false), null)
                : await source.ReadAsync(address, places, stop).ConfigureAwait(false);
            try
            {
                var length = content.Place?.Length ?? content.Bytes.Length;
                if (places is not null && length >= LargeBytes && !largeOnes.Contains(address))
                {
                    // Nobody knew its length before. In its place it waits without a cost to this process's memory.
                    await InTurnAsync(() => OpenAsync(address, content, stop), stop).ConfigureAwait(false);
                }
                else
                {
                    await OpenAsync(address, content, stop).ConfigureAwait(false);
                }
            }
            catch
            {
                content.Place?.Dispose();
                throw;
            }
        }

        async Task InTurnAsync(Func<Task> work, CancellationToken stop)
        {
            await large.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                large.Release();
            }
        }

        async Task OpenAsync(SecretAddress address, StoredContent content, CancellationToken stop)
        {
            var (keys, policy) = keysOf(address);
            var ciphertext = content.Place is null ? content.Bytes : content.Look(static bytes => bytes.ToArray());
            var value = await keys.OpenAsync(address, ciphertext, policy, stop).ConfigureAwait(false);
            values[address] = value;
            if (places?.Take(address, value, content.Place) is true && values.TryRemove(address, out _))
            {
                value.Dispose();
                Interlocked.Increment(ref taken);
                if (value.Length >= LargeBytes)
                {
                    // In so short a life the collector sees no need, and all that is done with would stay until the end.
                    GC.Collect();
                }
            }
        }
    }

    private static CofferException Failed(ConcurrentDictionary<SecretAddress, CofferException> failures, int opened)
    {
        var inOrder = failures.OrderBy(
            failure => failure.Key.ToString(), StringComparer.Ordinal).Select(failure => failure.Value).Distinct().ToList();
        var first = inOrder[0];
        return inOrder.Count == 1
            ? first
            : new CofferException(
                first.Code,
                $"{inOrder.Count} of {inOrder.Count + opened} secrets cannot be opened:\n"
                    + string.Join('\n', inOrder.Select(failure => $"  {failure.Message}")),
                first.Hint);
    }
}
