using Coffer.Core.Formats;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Core.UseCases.Pairs;

/// <summary>What a rotation has done.</summary>
/// <param name="Key">The new public key.</param>
/// <param name="SealedAgain">How many secrets were sealed again.</param>
/// <param name="IsResumed">Whether it went on with one that was interrupted.</param>
internal sealed record Rotated(PublicKey Key, int SealedAgain, bool IsResumed);

/// <summary>
/// A new key pair for a service, and its secrets sealed for it. Whatever interrupts it, each file opens: the new private key is there
/// before the first file that needs it, the old one until the last file is sealed again, and a reader knows both.
/// </summary>
/// <param name="repository">The repository; the caller holds its lock.</param>
/// <param name="kms">What seals and opens private keys.</param>
/// <param name="policy">How the environment seals.</param>
internal sealed class PairRotation(SecretRepository repository, IKeyService kms, SealingPolicy policy)
{
    private readonly PairFiles files = new(repository);

    /// <summary>Rotates, or finishes what was interrupted.</summary>
    /// <exception cref="CofferException">A secret does not open, or is listed and not here: nothing is changed then.</exception>
    public async Task<Rotated> RunAsync(string environment, string service, CancellationToken cancellation)
    {
        var old = files.FindSeed(environment, service) ?? throw new CofferException(
            ErrorCode.NotFound, $"'{environment}/{service}' has no key pair", $"'coffer key create {environment}/{service}' makes one");
        var interrupted = files.FindNext(environment, service);
        var next = interrupted ?? await NewSeedAsync(environment, service, cancellation).ConfigureAwait(false);
        using var nextKey = await PrivateKeys.OpenAsync(kms, environment, service, next, policy, cancellation).ConfigureAwait(false);

        // All that can fail, before anything is written.
        var secrets = await SealAgainAsync(environment, service, old, nextKey, cancellation).ConfigureAwait(false);
        if (interrupted is null)
        {
            files.WriteNext(environment, service, next.Span);
        }

        foreach (var (address, ciphertext) in secrets)
        {
            repository.Write(address, ciphertext);
        }

        // First the key that seals: what is sealed from now on opens with the new private key, wherever it lies.
        files.WritePublic(environment, service, nextKey.Public);
        files.WriteSeed(environment, service, next.Span);
        files.DeleteNext(environment, service);
        return new Rotated(nextKey.Public, secrets.Count, interrupted is not null);
    }

    private async Task<ReadOnlyMemory<byte>> NewSeedAsync(string environment, string service, CancellationToken cancellation)
    {
        using var seed = PrivateKey.NewSeed();
        return await PrivateKeys.SealAsync(kms, environment, service, seed, policy, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<(SecretAddress Address, byte[] Ciphertext)>> SealAgainAsync(
        string environment, string service, ReadOnlyMemory<byte> old, PrivateKey next, CancellationToken cancellation)
    {
        List<(SecretAddress Address, byte[] Ciphertext)> todo =
        [
            .. repository.ListWhole(environment, service)
                .Select(address => (Address: address, Ciphertext: repository.Read(address)))
                .Where(secret => SealedContent.Of(secret.Ciphertext) is { Format: SealedFormat.Service } content
                    && content.KeyId != next.Public.IdText),
        ];
        if (todo.Count == 0)
        {
            return [];
        }

        using var oldKey = await PrivateKeys.OpenAsync(kms, environment, service, old, policy, cancellation).ConfigureAwait(false);
        return [.. todo.Select(secret => (secret.Address, SealAgain(secret.Address, secret.Ciphertext, oldKey, next)))];
    }

    private static byte[] SealAgain(SecretAddress address, byte[] ciphertext, PrivateKey old, PrivateKey next)
    {
        try
        {
            using var value = PairMessage.Open(ciphertext, old, address);
            return PairMessage.Seal(next.Public, address, value);
        }
        catch (PairException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"nothing is changed, as '{address}' cannot be opened: {exception.Message}",
                $"restore it from Git, seal it again with 'coffer set', or remove it with 'coffer rm {address}'",
                exception);
        }
    }
}
