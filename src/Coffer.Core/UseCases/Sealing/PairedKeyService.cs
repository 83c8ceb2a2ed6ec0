using System.Security.Cryptography;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Sealing;

/// <summary>
/// Seals and opens with the key pairs of services, in this process; what no pair seals is left to KMS. A private key is opened by KMS
/// once, whatever the number of secrets, and kept until this is disposed of.
/// </summary>
/// <param name="kms">What seals and opens all else, and private keys; not asked for before it is needed, as it needs settings.</param>
/// <param name="pairs">Where the halves of pairs are.</param>
internal sealed class PairedKeyService(Func<IKeyService> kms, IKeyPairs pairs) : IKeyService, IDisposable
{
    private readonly Lock opening = new();
    private readonly Dictionary<string, Task<PrivateKey>> opened = [];

    /// <inheritdoc/>
    public async Task<byte[]> SealAsync(
        SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation) =>
        policy.FormatFor(address, value.Length) == SealedFormat.Service
            ? PairMessage.Seal(pairs.PublicKeyOf(address, policy.KeyIdOf(address.Service)), address, value)
            : await kms().SealAsync(address, value, policy, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<SecretValue> OpenAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
    {
        if (!PairMessage.Is(ciphertext.Span))
        {
            return await kms().OpenAsync(address, ciphertext, policy, cancellation).ConfigureAwait(false);
        }

        try
        {
            // Nobody is asked about what breaks the format.
            var id = PairMessage.KeyIdOf(ciphertext.Span);
            var key = await KeyAsync(id, address, policy, cancellation).ConfigureAwait(false);
            return PairMessage.Open(ciphertext.Span, key, address);
        }
        catch (PairException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{address}' cannot be opened: {exception.Message}", HintFor(exception.Problem, address), exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (opening)
        {
            foreach (var key in opened.Values.Where(key => key.IsCompletedSuccessfully))
            {
                key.Result.Dispose();
            }

            opened.Clear();
        }
    }

    private async Task<PrivateKey> KeyAsync(string id, SecretAddress address, SealingPolicy policy, CancellationToken cancellation)
    {
        foreach (var seed in await pairs.SeedsOfAsync(address, cancellation).ConfigureAwait(false))
        {
            var key = await OpenedAsync(seed, address, policy, cancellation).ConfigureAwait(false);
            if (key.Public.IdText == id)
            {
                return key;
            }
        }

        throw new PairException(PairProblem.OtherKey, $"it is sealed for another key pair than the service's (its id is {id})");
    }

    /// <summary>Opens it once, for the first of many who ask at the same time.</summary>
    private Task<PrivateKey> OpenedAsync(
        ReadOnlyMemory<byte> seed, SecretAddress address, SealingPolicy policy, CancellationToken cancellation)
    {
        var name = $"{address.Environment}/{address.Service}/{Convert.ToHexString(SHA256.HashData(seed.Span))}";
        lock (opening)
        {
            if (!opened.TryGetValue(name, out var key))
            {
                key = PrivateKeys.OpenAsync(kms(), address.Environment, address.Service, seed, policy, cancellation);
                opened.Add(name, key);
            }

            return key;
        }
    }

    private static string HintFor(PairProblem problem, SecretAddress address) => problem switch
    {
        PairProblem.OtherKey => "'coffer verify' shows which files are for another pair; seal it again with 'coffer set', or take files "
            + "and key pair from one commit",
        PairProblem.Refused => $"'coffer mv --sealed-as OLD {address}' mends what Git has moved; else restore the file from Git, or seal "
            + "it again with 'coffer set'",
        PairProblem.Unsupported => "take a newer coffer",
        _ => "restore the file from Git, or seal it again with 'coffer set'",
    };
}
