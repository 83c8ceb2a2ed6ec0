using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.Repository;

/// <summary>The files of a service's key pair, in the folder <c>.coffer</c> beside its secrets.</summary>
internal sealed class PairFiles(SecretRepository repository) : IKeyPairs
{
    /// <summary>The half that seals, below the service's folder.</summary>
    public const string PublicName = ".coffer/public-key.pem";

    /// <summary>The private key that takes the other's place when a rotation is done.</summary>
    public const string NextName = ".coffer/next-private-key";

    private const string Folder = ".coffer";

    /// <summary>The files that KMS has sealed, below the service's folder.</summary>
    public static IReadOnlyList<string> PrivateNames { get; } = [SecretAddress.SeedName, NextName];

    /// <summary>The paths of a service's pair.</summary>
    public static IReadOnlyList<string> PathsOf(string service) => [$"{service}/{PublicName}", $"{service}/{SecretAddress.SeedName}"];

    /// <summary>The address of the private key whose file a path of the repository is; null for any other.</summary>
    public static SecretAddress? SeedAt(string path) => NameAt(path) is ({ } at, SecretAddress.SeedName) ? at : null;

    /// <summary>Whether a path is that of another file of a pair.</summary>
    public static bool IsBeside(string path) => NameAt(path) is (_, PublicName or NextName);

    private static (SecretAddress At, string Name)? NameAt(string path) =>
        path.Split('/') is [var environment, var service, Folder, var file]
            && SecretAddress.TryParse($"{environment}/{service}/{file}", out var address, out _)
            ? (address with { Name = SecretAddress.SeedName }, $"{Folder}/{file}")
            : null;

    /// <summary>The public key; null where there is none.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> where the file is none.</exception>
    public PublicKey? FindPublic(string environment, string service)
    {
        var address = new SecretAddress(environment, service, PublicName);
        try
        {
            return Find(address) is { } file ? PublicKey.OfPem(file.Span) : null;
        }
        catch (PairException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' is no public key: {exception.Message}",
                $"restore it from Git; or remove it, and 'coffer key create {environment}/{service}' makes it of the private key",
                exception);
        }
    }

    /// <summary>The sealed private key; null where there is none.</summary>
    public ReadOnlyMemory<byte>? FindSeed(string environment, string service) =>
        Find(new SecretAddress(environment, service, SecretAddress.SeedName));

    /// <summary>The sealed private key of a rotation that was not finished; null where there is none.</summary>
    public ReadOnlyMemory<byte>? FindNext(string environment, string service) => Find(new SecretAddress(environment, service, NextName));

    /// <summary>Writes a public key; the caller holds the lock.</summary>
    public void WritePublic(string environment, string service, PublicKey key) =>
        repository.Write(new SecretAddress(environment, service, PublicName), key.ToPem());

    /// <summary>Writes a sealed private key; the caller holds the lock.</summary>
    public void WriteSeed(string environment, string service, ReadOnlySpan<byte> seed) =>
        repository.Write(new SecretAddress(environment, service, SecretAddress.SeedName), seed);

    /// <summary>Writes the one that is to take its place; the caller holds the lock.</summary>
    public void WriteNext(string environment, string service, ReadOnlySpan<byte> seed) =>
        repository.Write(new SecretAddress(environment, service, NextName), seed);

    /// <summary>Removes it, when it has taken that place; the caller holds the lock.</summary>
    public void DeleteNext(string environment, string service) => repository.Delete(new SecretAddress(environment, service, NextName));

    /// <inheritdoc/>
    public PublicKey PublicKeyOf(SecretAddress address, string? keyId)
    {
        var service = $"{address.Environment}/{address.Service}";
        var key = FindPublic(address.Environment, address.Service) ?? throw new CofferException(
            ErrorCode.Configuration,
            $"'{service}' has no key pair, and its secrets are of the format 'service'",
            $"'coffer key create {service}' makes one; it asks KMS once");
        return keyId is null || keyId == key.IdText
            ? key
            : throw new CofferException(
                ErrorCode.Configuration,
                $"the public key of '{service}' is not the one that coffer.json says: its id is {key.IdText}, not {keyId}",
                "somebody has put another key there, who would read what is sealed for it; after a rotation that you know of, write the "
                    + "new id to coffer.json");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>?[] there =
            [FindSeed(address.Environment, address.Service), FindNext(address.Environment, address.Service)];
        IReadOnlyList<ReadOnlyMemory<byte>> seeds = [.. there.OfType<ReadOnlyMemory<byte>>()];
        return seeds.Count > 0
            ? Task.FromResult(seeds)
            : throw new CofferException(
                ErrorCode.NotFound,
                $"'{address}' cannot be opened: it is sealed for the service's key pair, whose private key "
                    + $"'{address.Environment}/{address.Service}/{SecretAddress.SeedName}' does not exist",
                "fetch it or restore it from Git: nothing else opens what was sealed for it");
    }

    private ReadOnlyMemory<byte>? Find(SecretAddress address) =>
        repository.KindOf(address) == FileKind.Missing ? default(ReadOnlyMemory<byte>?) : repository.Read(address);
}
