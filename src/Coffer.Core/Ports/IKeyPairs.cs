using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>The key pairs of services: where their halves are. Every failure is a <see cref="CofferException"/>.</summary>
internal interface IKeyPairs
{
    /// <summary>The half that seals a secret.</summary>
    /// <param name="address">The secret.</param>
    /// <param name="keyId">The id that it must have; null where none is said.</param>
    PublicKey PublicKeyOf(SecretAddress address, string? keyId);

    /// <summary>
    /// The half that opens a secret, sealed by KMS; and after a rotation that was interrupted, the one that was to take its place.
    /// </summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation);
}
