using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>
/// An environment's files as they were at one moment. What is checked, uploaded and released is one reading: a command that writes
/// meanwhile is wholly in it or not at all.
/// </summary>
internal sealed class RepositoryReading
{
    private readonly Dictionary<string, byte[]> files;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> seeds;

    private RepositoryReading(
        string environment,
        IReadOnlyList<SecretAddress> addresses,
        Dictionary<string, byte[]> files,
        Dictionary<string, ReadOnlyMemory<byte>> seeds)
    {
        this.seeds = seeds;
        Environment = environment;
        Addresses = addresses;
        this.files = files;
    }

    /// <summary>The environment's name.</summary>
    public string Environment { get; }

    /// <summary>The secrets, in the order of their addresses.</summary>
    public IReadOnlyList<SecretAddress> Addresses { get; }

    /// <summary>Reads while nobody writes.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="list">Which secrets it has; asked under the lock.</param>
    /// <exception cref="CofferException">One of them cannot be read.</exception>
    public static RepositoryReading Of(SecretRepository repository, string environment, Func<IReadOnlyList<SecretAddress>> list)
    {
        using var reading = RepositoryLock.Share(repository.Root);
        var addresses = list();
        var files = addresses.ToDictionary(address => address.Key, repository.Read);
        var seeds = WholePairs.Of(repository, environment, addresses.Select(address => (address, files[address.Key])));
        return new RepositoryReading(environment, addresses, files, seeds);
    }

    /// <summary>A service's private key, sealed; null where it has no key pair.</summary>
    public ReadOnlyMemory<byte>? SeedOf(string service) => seeds.TryGetValue(service, out var seed) ? seed : default(ReadOnlyMemory<byte>?);

    /// <summary>Whether a secret of a service opens from a bucket through a pinned release only.</summary>
    public bool NeedsPin(string service) => Addresses.Any(address => address.Service == service
        && SealedContent.Of(ContentOf(address.Key)).Format == SealedFormat.Service);

    /// <summary>Whether it has a secret.</summary>
    /// <param name="key"><c>service/name</c>.</param>
    public bool Has(string key) => files.ContainsKey(key);

    /// <summary>A secret's ciphertext.</summary>
    /// <param name="key"><c>service/name</c>.</param>
    public byte[] ContentOf(string key) => files[key];
}
