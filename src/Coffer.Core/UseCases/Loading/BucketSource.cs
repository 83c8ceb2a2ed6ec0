using System.Runtime.CompilerServices;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Loading;

/// <summary>A service's prefix in a bucket.</summary>
internal sealed class BucketSource(ISecretStore store, string bucket, string environment, string service) : ISecretSource
{
    private readonly Dictionary<SecretAddress, StoredObject> listed = [];

    /// <inheritdoc/>
    public string Description => $"s3://{bucket}/{service}";

    /// <inheritdoc/>
    public string Environment => environment;

    /// <inheritdoc/>
    public string Service => service;

    /// <summary>Whether a key is a thing beside the secrets: Coffer's own objects, and folder marks of the S3 console.</summary>
    public static bool IsNoSecret(StoredObject item) =>
        item.Key.StartsWith(".coffer/", StringComparison.Ordinal)
        || item.Key.Contains("/.coffer/", StringComparison.Ordinal)
        || (item.Bytes == 0 && item.Key.EndsWith('/'));

    /// <inheritdoc/>
    public async IAsyncEnumerable<SecretAddress> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync($"{service}/", cancellation).ConfigureAwait(false))
        {
            if (IsNoSecret(item))
            {
                continue;
            }

            if (!SecretAddress.TryFromKey(environment, item.Key, out var address, out var problem))
            {
                throw new CofferException(
                    ErrorCode.Malformed,
                    $"s3://{bucket}/{AddressGrammar.Printable(item.Key)} is not the name of a secret: {problem}",
                    "remove the object, or move it out of the service's prefix");
            }

            listed[address] = item;
            yield return address;
        }
    }

    /// <inheritdoc/>
    public string? TagOf(SecretAddress address) => listed.GetValueOrDefault(address)?.Tag;

    /// <inheritdoc/>
    public long BytesOf(SecretAddress address) => listed.GetValueOrDefault(address)?.Bytes ?? 0;

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation) =>
        (await store.GetAsync(address.Key, null, cancellation).ConfigureAwait(false)).Bytes;

    /// <inheritdoc/>
    public Task<StoredContent> ReadAsync(SecretAddress address, ISecretPlaces places, CancellationToken cancellation) =>
        store.GetAsync(address.Key, null, cancellation, bytes => places.Make(address, bytes));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
        throw NotPinned(address);

    /// <summary>The error that a secret for a key pair is read from a bucket without a pin.</summary>
    public static CofferException NotPinned(SecretAddress address) => new(
        ErrorCode.Configuration,
        $"'{address}' is of the format 'service', and opens from a bucket through a pinned release only: nothing in it says who sealed "
            + "it, so without a pin it is the value of anybody who may write to the bucket",
        $"set {ReleasePin.Variable} as Terraform's output 'container_environment' or 'coffer push' gives it");
}
