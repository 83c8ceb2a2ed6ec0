using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Loading;

/// <summary>The key pair of the service that a source is of: from there secrets are only opened.</summary>
internal sealed class SourcePairs(ISecretSource source) : IKeyPairs
{
    /// <inheritdoc/>
    public PublicKey PublicKeyOf(SecretAddress address, string? keyId) =>
        throw new NotSupportedException("nothing is sealed where secrets are loaded");

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
        source.SeedsOfAsync(address, cancellation);
}
