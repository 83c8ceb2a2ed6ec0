using System.Collections.Concurrent;
using Coffer.Core.Addresses;
using Coffer.Core.Errors;
using Coffer.Core.Loading;
using Coffer.Core.Repository;
using Coffer.Core.Stores;

namespace Coffer.Core.Synchronization;

/// <summary>How a secret in the repository and the object of its name in the bucket stand.</summary>
internal enum SecretState
{
    /// <summary>The same bytes.</summary>
    Same,

    /// <summary>Other bytes.</summary>
    Different,

    /// <summary>Not in the bucket.</summary>
    OnlyInRepository,

    /// <summary>Not in the repository.</summary>
    OnlyInBucket,
}

/// <summary>One secret on both sides.</summary>
/// <param name="Key"><c>service/name</c>.</param>
/// <param name="State">How the sides stand.</param>
/// <param name="Tag">The object's tag; null where there is none.</param>
internal sealed record ComparedSecret(string Key, SecretState State, string? Tag);

/// <summary>An environment's folder beside its bucket.</summary>
internal static class BucketComparison
{
    private const int MaxConcurrent = 32;

    /// <summary>
    /// Compares byte by byte what has one length: ciphertexts are small, and an ETag is a hash only for some kinds of
    /// encryption.
    /// </summary>
    /// <returns>All secrets of both sides, in the order of their keys.</returns>
    public static async Task<IReadOnlyList<ComparedSecret>> CompareAsync(
        SecretRepository repository, string environment, ISecretStore store, CancellationToken cancellation)
    {
        var here = repository.ListWhole(environment).ToDictionary(address => address.Key);
        var there = new Dictionary<string, StoredObject>();
        await foreach (var item in store.ListAsync("", cancellation).ConfigureAwait(false))
        {
            if (!BucketSource.IsNoSecret(item))
            {
                there.Add(item.Key, item);
            }
        }

        var compared = new ConcurrentBag<ComparedSecret>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForEachAsync(here.Keys.Union(there.Keys), options, async (key, stop) =>
        {
            var item = there.GetValueOrDefault(key);
            var state = !here.TryGetValue(key, out var address) ? SecretState.OnlyInBucket
                : item is null ? SecretState.OnlyInRepository
                : await AreSameAsync(repository.Read(address), item, store, stop).ConfigureAwait(false) ? SecretState.Same
                : SecretState.Different;
            compared.Add(new ComparedSecret(key, state, item?.Tag));
        }).ConfigureAwait(false);
        return [.. compared.OrderBy(secret => secret.Key, StringComparer.Ordinal)];
    }

    private static async Task<bool> AreSameAsync(
        byte[] content, StoredObject item, ISecretStore store, CancellationToken cancellation)
    {
        if (content.Length != item.Bytes)
        {
            return false;
        }

        try
        {
            var stored = await store.GetAsync(item.Key, cancellation).ConfigureAwait(false);
            return content.AsSpan().SequenceEqual(stored);
        }
        catch (CofferException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Deleted since it was listed.
            return false;
        }
    }
}
