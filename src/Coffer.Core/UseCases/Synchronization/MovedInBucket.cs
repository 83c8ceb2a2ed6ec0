using System.Collections.Concurrent;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>
/// Files that are not in the bucket as they are here, and that it has byte for byte under another name: they were sealed for that one, and
/// moved or copied without being sealed again. Known without a key, and without Git.
/// </summary>
internal static class MovedInBucket
{
    private const int MaxConcurrent = 32;

    /// <summary>An error for each such file, in the order of addresses; none where secrets are not bound.</summary>
    public static async Task<IReadOnlyList<CofferException>> FindAsync(
        RepositoryReading here, BucketComparison bucket, Binding binding, ISecretStore store, CancellationToken cancellation)
    {
        if (binding != Binding.Bound)
        {
            return [];
        }

        // Only objects of the length of a file that would be uploaded are read.
        var files = bucket.Secrets.Where(secret => secret.State is SecretState.Different or SecretState.OnlyInRepository)
            .ToLookup(secret => (long)here.ContentOf(secret.Key).Length);
        var objects = bucket.Secrets.Where(secret => secret.State is SecretState.Different or SecretState.OnlyInBucket
            && files.Contains(secret.StoredBytes));
        var found = new ConcurrentDictionary<string, string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForEachAsync(objects, options, async (stored, stop) =>
        {
            if (await ReadAsync(store, stored.Key, stop).ConfigureAwait(false) is not { } bytes)
            {
                return;
            }

            foreach (var file in files[bytes.Length].Where(file => file.Key != stored.Key
                && here.ContentOf(file.Key).AsSpan().SequenceEqual(bytes)))
            {
                found[file.Key] = stored.Key;
            }
        }).ConfigureAwait(false);
        return [.. found.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Error(here.Environment, pair.Value, pair.Key))];
    }

    private static async Task<byte[]?> ReadAsync(ISecretStore store, string key, CancellationToken cancellation)
    {
        try
        {
            return (await store.GetAsync(key, null, cancellation).ConfigureAwait(false)).Bytes;
        }
        catch (CofferException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Deleted since it was listed.
            return null;
        }
    }

    private static CofferException Error(string environment, string old, string now)
    {
        var mend = SecretAddress.TryFromKey(environment, old, out var from, out _)
            && SecretAddress.TryFromKey(environment, now, out var to, out _)
            ? MovedChecks.SealedAs(from, to)
            : "seal it again with 'coffer set'";
        return new CofferException(
            ErrorCode.Malformed,
            $"'{environment}/{AddressGrammar.Printable(now)}' has the bytes that the bucket has as "
                + $"'{environment}/{AddressGrammar.Printable(old)}':"
                + " it was sealed for that address, and moved or copied without being sealed again",
            mend);
    }
}
