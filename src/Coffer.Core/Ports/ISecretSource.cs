using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>Where the ciphertexts of one service come from.</summary>
internal interface ISecretSource
{
    /// <summary>For messages, for example <c>s3://staging-secrets/api</c>.</summary>
    string Description { get; }

    /// <summary>The environment, for the binding; no environment's name where there is no binding.</summary>
    string Environment { get; }

    /// <summary>The service.</summary>
    string Service { get; }

    /// <summary>The secrets that are there, in the order in which they are found.</summary>
    IAsyncEnumerable<SecretAddress> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// What changes when a secret's ciphertext does, as it was when the secrets were listed; opaque. Null where only reading tells.
    /// </summary>
    string? TagOf(SecretAddress address) => null;

    /// <summary>Bytes of a secret's ciphertext, as far as the list has told them; 0 where only reading tells.</summary>
    long BytesOf(SecretAddress address) => 0;

    /// <summary>A secret's ciphertext.</summary>
    Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation);

    /// <summary>A secret's ciphertext, in its place where it is a large one.</summary>
    /// <param name="address">The secret.</param>
    /// <param name="places">Where large ones go.</param>
    /// <param name="cancellation">Cancels the work.</param>
    async Task<StoredContent> ReadAsync(SecretAddress address, ISecretPlaces places, CancellationToken cancellation) =>
        new(await ReadAsync(address, cancellation).ConfigureAwait(false), null);

    /// <summary>The sealed private keys of the service: <see cref="IKeyPairs.SeedsOfAsync"/>.</summary>
    /// <param name="address">The secret that needs one.</param>
    /// <param name="cancellation">Cancels the work.</param>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation);
}
