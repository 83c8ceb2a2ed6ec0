using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Moving;

/// <summary>Binds a file that was sealed without an encryption context, as plain <c>aws kms encrypt</c> does.</summary>
/// <param name="kms">KMS.</param>
/// <param name="keys">What seals and opens.</param>
/// <param name="policy">How the environment seals: bound.</param>
internal sealed class Adoption(IKms kms, IKeyService keys, SealingPolicy policy)
{
    /// <summary>The bound ciphertext.</summary>
    /// <returns>Null where the file is bound already.</returns>
    public async Task<byte[]?> SealAgainAsync(SecretAddress address, byte[] ciphertext, CancellationToken cancellation)
    {
        var bound = new MoveEnd(address, policy, kms, keys);
        var unbound = bound with { Policy = policy with { Binding = Binding.None } };
        if (SealedContent.Of(ciphertext).Format == SealedFormat.Service)
        {
            // There is none without an address in it.
            return null;
        }

        if (SealedContent.Of(ciphertext).Format == SealedFormat.Envelope)
        {
            return EnvelopeSummary.Of(ciphertext).Header is { Context.Count: > 0 } header
                ? await RequireOursAsync(address, header, cancellation).ConfigureAwait(false)
                : await SecretMover.SealAgainAsync(ciphertext, unbound, bound, cancellation).ConfigureAwait(false);
        }

        return await Rebinding.SealAgainAsync(ciphertext, unbound, bound, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// A context in a header is what somebody wrote there. It is bound where it is that of the address and KMS takes one of the
    /// entries under a key of the environment; re-encrypting to the same key asks for no right to decrypt.
    /// </summary>
    private async Task<byte[]?> RequireOursAsync(SecretAddress address, EnvelopeHeader header, CancellationToken cancellation)
    {
        try
        {
            EnvelopeContext.Require(header, EncryptionContext.For(address, policy.Binding));
        }
        catch (EnvelopeException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' is bound, but not to this address: {exception.Message}",
                "'coffer mv' moves a secret",
                exception);
        }

        var use = new KeyUse(address, header.Context);
        foreach (var (key, entry) in ExpectedEntries.Of(header, policy.Keys, region: ""))
        {
            if (await kms.ReEncryptAsync(key, entry.Ciphertext, use, key, use, cancellation).ConfigureAwait(false) is not null)
            {
                return null;
            }
        }

        throw new CofferException(
            ErrorCode.Malformed,
            $"'{address}' is bound, but sealed under another key than {string.Join(", ", policy.Keys.Select(key => $"'{key}'"))}",
            "'coffer rekey --from KEY' brings it under the environment's key, where you know and trust the one that sealed it");
    }
}
