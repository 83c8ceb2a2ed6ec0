using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Core.UseCases.Pairs;

/// <summary>The first key pair of a service.</summary>
internal static class PairCreation
{
    /// <summary>Makes it; or, where only the private key is there, makes the public one of it. The caller holds the lock.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> where there is one.</exception>
    public static async Task<PublicKey> RunAsync(
        SecretRepository repository,
        IKeyService kms,
        SealingPolicy policy,
        string environment,
        string service,
        CancellationToken cancellation)
    {
        var files = new PairFiles(repository);
        var sealedSeed = files.FindSeed(environment, service);
        if (files.FindPublic(environment, service) is not null)
        {
            throw sealedSeed is null
                ? new CofferException(
                    ErrorCode.CannotWrite,
                    $"'{environment}/{service}' has a public key, and its private key is not here",
                    "fetch it or restore it from Git; without it nothing opens what was sealed for it: then remove "
                        + $"'{environment}/{service}/{PairFiles.PublicName}' and seal the values again")
                : new CofferException(
                    ErrorCode.CannotWrite,
                    $"'{environment}/{service}' has a key pair already",
                    $"'coffer key rotate {environment}/{service}' puts a new one in its place");
        }

        // The private key first: where something is interrupted, nobody has sealed for a key that is gone.
        if (sealedSeed is null)
        {
            using var seed = PrivateKey.NewSeed();
            sealedSeed = await PrivateKeys.SealAsync(kms, environment, service, seed, policy, cancellation).ConfigureAwait(false);
            files.WriteSeed(environment, service, sealedSeed.Value.Span);
            using var made = PrivateKey.Of(seed);
            files.WritePublic(environment, service, made.Public);
            return made.Public;
        }

        using var key = await PrivateKeys.OpenAsync(
            kms, environment, service, sealedSeed.Value, policy, cancellation).ConfigureAwait(false);
        files.WritePublic(environment, service, key.Public);
        return key.Public;
    }
}
