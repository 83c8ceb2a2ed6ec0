using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Cli.Comparing;

/// <summary>A service's folder as a commit has it.</summary>
/// <param name="revision">The revision, as it was typed.</param>
/// <param name="environment">The environment.</param>
/// <param name="service">The service.</param>
/// <param name="files">What the commit has below the environment, by path.</param>
internal sealed class RevisionSource(
    string revision, string environment, string service, IReadOnlyDictionary<string, byte[]> files) : ISecretSource
{
    /// <inheritdoc/>
    public string Description => $"{revision}:{environment}/{service}";

    /// <inheritdoc/>
    public string Environment => environment;

    /// <inheritdoc/>
    public string Service => service;

    /// <inheritdoc/>
    public IAsyncEnumerable<SecretAddress> ListAsync(CancellationToken cancellation) =>
        files.Keys.Select(path => SecretAddress.TryParse(path, out var address, out _) ? address : null)
            .OfType<SecretAddress>().Where(address => address.Service == service).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation) => Task.FromResult(files[address.ToString()]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation)
    {
        string[] places = [SecretAddress.SeedName, PairFiles.NextName];
        IReadOnlyList<ReadOnlyMemory<byte>> seeds =
        [
            .. places.Select(name => files.GetValueOrDefault($"{environment}/{service}/{name}")).OfType<byte[]>()
                .Select(seed => new ReadOnlyMemory<byte>(seed)),
        ];
        return seeds.Count > 0 ? Task.FromResult(seeds) : throw new CofferException(
            ErrorCode.NotFound, $"'{address}' cannot be opened: '{revision}' has no private key of '{environment}/{service}'");
    }
}
