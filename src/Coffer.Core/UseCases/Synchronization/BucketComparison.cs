using System.Collections.Concurrent;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Core.UseCases.Synchronization;

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
/// <param name="Version">The object's version id, where the sides are the same and the bucket keeps versions.</param>
/// <param name="StoredBytes">The object's length; 0 where there is none.</param>
internal sealed record ComparedSecret(string Key, SecretState State, string? Tag, string? Version = null, long StoredBytes = 0)
{
    /// <summary>Whether it is in the repository, and a service's.</summary>
    public bool IsOf(string service) => State != SecretState.OnlyInBucket && Key.StartsWith($"{service}/", StringComparison.Ordinal);
}

/// <summary>An environment's folder beside its bucket.</summary>
/// <param name="Secrets">All secrets of both sides, in the order of their keys.</param>
/// <param name="Releases">The bucket's release objects, by service.</param>
/// <param name="IsMarked">Whether an object says whose bucket it is: <see cref="BucketOwner"/>.</param>
internal sealed record BucketComparison(
    IReadOnlyList<ComparedSecret> Secrets, IReadOnlyDictionary<string, StoredObject> Releases, bool IsMarked = false)
{
    private const int MaxConcurrent = 32;

    /// <summary>
    /// Compares byte by byte what has one length: ciphertexts are small, and an ETag is a hash only for some kinds of
    /// encryption.
    /// </summary>
    public static async Task<BucketComparison> CompareAsync(
        RepositoryReading here, ISecretStore store, CancellationToken cancellation)
    {
        var there = new Dictionary<string, StoredObject>();
        var releases = new Dictionary<string, StoredObject>();
        var isMarked = false;
        await foreach (var item in store.ListAsync("", cancellation).ConfigureAwait(false))
        {
            isMarked |= item.Key == BucketOwner.Key;
            if (Release.ServiceOf(item.Key) is { } service)
            {
                releases.Add(service, item);
            }
            else if (!BucketSource.IsNoSecret(item))
            {
                there.Add(item.Key, item);
            }
        }

        var compared = new ConcurrentBag<ComparedSecret>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForEachAsync(here.Addresses.Select(address => address.Key).Union(there.Keys), options, async (key, stop) =>
            compared.Add(!here.Has(key) ? new ComparedSecret(key, SecretState.OnlyInBucket, there[key].Tag, null, there[key].Bytes)
                : !there.TryGetValue(key, out var item) ? new ComparedSecret(key, SecretState.OnlyInRepository, null)
                : await CompareAsync(here.ContentOf(key), item, store, stop).ConfigureAwait(false))).ConfigureAwait(false);
        return new BucketComparison([.. compared.OrderBy(secret => secret.Key, StringComparer.Ordinal)], releases, isMarked);
    }

    private static async Task<ComparedSecret> CompareAsync(
        byte[] content, StoredObject item, ISecretStore store, CancellationToken cancellation)
    {
        var different = new ComparedSecret(item.Key, SecretState.Different, item.Tag, null, item.Bytes);
        if (content.Length != item.Bytes)
        {
            return different;
        }

        try
        {
            var stored = await store.GetAsync(item.Key, null, cancellation).ConfigureAwait(false);
            return content.AsSpan().SequenceEqual(stored.Bytes)
                ? different with { State = SecretState.Same, Version = stored.Version }
                : different;
        }
        catch (CofferException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Deleted since it was listed.
            return different;
        }
    }
}
