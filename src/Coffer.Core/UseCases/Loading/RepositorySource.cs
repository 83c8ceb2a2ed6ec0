using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Loading;

/// <summary>A service's folder in the repository.</summary>
internal sealed class RepositorySource(SecretRepository repository, string environment, string service) : ISecretSource
{
    /// <inheritdoc/>
    public string Description => $"{environment}/{service}";

    /// <inheritdoc/>
    public string Environment => environment;

    /// <inheritdoc/>
    public string Service => service;

    /// <inheritdoc/>
    public IAsyncEnumerable<SecretAddress> ListAsync(CancellationToken cancellation) =>
        repository.ListWhole(environment, service).ToAsyncEnumerable();

    /// <inheritdoc/>
    public string TagOf(SecretAddress address) => ReleasePin.DigestOf(repository.Read(address));

    /// <inheritdoc/>
    public long BytesOf(SecretAddress address) => repository.BytesOf(address);

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation) =>
        Task.FromResult(repository.Read(address));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
        new PairFiles(repository).SeedsOfAsync(address, cancellation);
}
