using Coffer.Core.Formats;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Core.UseCases.Moving;

/// <summary>
/// The key pair of a service that Git has moved. Its private key is still sealed for the old service, and so are the secrets that only it
/// opens: nothing else would ever open them again.
/// </summary>
internal sealed class ArrivedPair : IDisposable
{
    private readonly List<(SecretAddress Address, byte[] Ciphertext)> mended = [];
    private readonly List<PrivateKey> keys = [];

    private ArrivedPair()
    {
    }

    /// <summary>The private keys that are to be written, sealed for the service that they are in now.</summary>
    public IReadOnlyList<(SecretAddress Address, byte[] Ciphertext)> Mended => mended;

    /// <summary>Finds the pair that came with a service's secrets.</summary>
    /// <param name="repository">The repository; the caller holds its lock.</param>
    /// <param name="wrong">The old service's private key.</param>
    /// <param name="right">The new service's.</param>
    /// <param name="opens">Whether a secret of the service needs it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException">It opens neither as the old service's nor as the new one's.</exception>
    public static async Task<ArrivedPair> OfAsync(
        SecretRepository repository, MoveEnd wrong, MoveEnd right, bool opens, CancellationToken cancellation)
    {
        var pair = new ArrivedPair();
        try
        {
            var (environment, service) = (right.Address.Environment, right.Address.Service);
            foreach (var file in PairFiles.PrivateNames.Select(name => right.Address with { Name = name })
                .Where(file => repository.KindOf(file) != FileKind.Missing))
            {
                var now = repository.Read(file);
                var again = await Rebinding.SealAgainAsync(now, wrong, right, cancellation).ConfigureAwait(false);
                if (again is not null)
                {
                    pair.mended.Add((file, again));
                }

                if (opens)
                {
                    pair.keys.Add(await PrivateKeys.OpenAsync(
                        right.Keys, environment, service, again ?? now, right.Policy, cancellation).ConfigureAwait(false));
                }
            }

            return pair;
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    /// <summary>Whether a ciphertext is sealed for it.</summary>
    public bool IsFor(ReadOnlySpan<byte> ciphertext) => KeyOf(ciphertext) is not null;

    /// <summary>Seals a secret for the address that it has now.</summary>
    /// <returns>Null where it opens there already.</returns>
    /// <exception cref="CofferException">It opens at neither address.</exception>
    public async Task<byte[]?> SealAgainAsync(byte[] ciphertext, SecretAddress old, MoveEnd right, CancellationToken cancellation)
    {
        var key = KeyOf(ciphertext)!;
        using (var there = TryOpen(ciphertext, key, right.Address, out _))
        {
            if (there is not null)
            {
                return null;
            }
        }

        using var value = TryOpen(ciphertext, key, old, out var failure) ?? throw new CofferException(
            ErrorCode.Malformed, failure!.Message, null, failure);
        return await right.Keys.SealAsync(right.Address, value, right.Policy, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => keys.ForEach(key => key.Dispose());

    private PrivateKey? KeyOf(ReadOnlySpan<byte> ciphertext)
    {
        var id = SealedContent.Of(ciphertext).KeyId;
        return keys.Find(key => key.Public.IdText == id);
    }

    private static SecretValue? TryOpen(byte[] ciphertext, PrivateKey key, SecretAddress address, out PairException? failure)
    {
        try
        {
            failure = null;
            return PairMessage.Open(ciphertext, key, address);
        }
        catch (PairException exception)
        {
            failure = exception;
            return null;
        }
    }
}
