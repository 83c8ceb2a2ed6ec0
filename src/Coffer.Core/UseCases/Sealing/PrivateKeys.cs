using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Sealing;

/// <summary>Private keys under KMS: only their seeds are sealed, as the service's secret of a name that no other has.</summary>
internal static class PrivateKeys
{
    /// <summary>Seals a seed.</summary>
    public static Task<byte[]> SealAsync(
        IKeyService kms, string environment, string service, SecretValue seed, SealingPolicy policy, CancellationToken cancellation) =>
        kms.SealAsync(AddressOf(environment, service), seed, policy, cancellation);

    /// <summary>Opens a private key; the caller disposes of it.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> where what KMS gives is none.</exception>
    public static async Task<PrivateKey> OpenAsync(
        IKeyService kms,
        string environment,
        string service,
        ReadOnlyMemory<byte> sealedSeed,
        SealingPolicy policy,
        CancellationToken cancellation)
    {
        var address = AddressOf(environment, service);
        using var seed = await kms.OpenAsync(address, sealedSeed, policy, cancellation).ConfigureAwait(false);
        try
        {
            return PrivateKey.Of(seed);
        }
        catch (PairException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' is no private key: {exception.Message}",
                "restore the file from Git",
                exception);
        }
    }

    /// <summary>The address that a service's private key is bound to.</summary>
    public static SecretAddress AddressOf(string environment, string service) => new(environment, service, SecretAddress.SeedName);
}
