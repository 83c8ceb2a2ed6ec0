using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Moving;

/// <summary>Brings a file to its environment's configured keys and format.</summary>
/// <param name="kms">KMS.</param>
/// <param name="keys">What seals and opens.</param>
/// <param name="pairs">The key pairs of the repository's services.</param>
/// <param name="policy">How the environment seals.</param>
/// <param name="oldKeys">
/// Further keys that may have sealed it. They are named by the one who runs this, and never taken from the file: else a file
/// that somebody sealed under a key of his own would come out sealed under ours.
/// </param>
internal sealed class Rekeying(IKms kms, IKeyService keys, IKeyPairs pairs, SealingPolicy policy, IReadOnlyList<KeyName> oldKeys)
{
    /// <summary>The ciphertext under the configured keys.</summary>
    /// <returns>Null where the file is right as it is.</returns>
    public Task<byte[]?> SealAgainAsync(SecretAddress address, byte[] ciphertext, CancellationToken cancellation)
    {
        var accepted = policy with { Keys = [.. policy.Keys, .. oldKeys] };
        var today = new MoveEnd(address, accepted, kms, keys);
        var right = new MoveEnd(address, policy, kms, keys);
        return SecretMover.CanReEncrypt(ciphertext, right, right)
            ? ReEncryptAsync(ciphertext, today, right, cancellation)
            : ReSealAsync(ciphertext, today, right, cancellation);
    }

    private async Task<byte[]?> ReEncryptAsync(byte[] ciphertext, MoveEnd today, MoveEnd right, CancellationToken cancellation)
    {
        // KMS tells which key sealed it by accepting or refusing that key as the source; no right to decrypt is needed.
        var isRight = await SecretMover.ReEncryptAsync(ciphertext, right, right, cancellation).ConfigureAwait(false) is not null;
        if (isRight)
        {
            return null;
        }

        var old = today with { Policy = today.Policy with { Keys = RequireOldKeys(today.Address) } };
        return await SecretMover.SealAgainAsync(ciphertext, old, right, cancellation).ConfigureAwait(false);
    }

    private IReadOnlyList<KeyName> RequireOldKeys(SecretAddress address) => oldKeys.Count > 0
        ? oldKeys
        : throw new CofferException(
            ErrorCode.Malformed,
            $"'{address}' was sealed under another key than '{policy.Keys[0]}'",
            "name the key that sealed it, by id, ARN or alias: 'coffer rekey --from KEY'");

    private async Task<byte[]?> ReSealAsync(byte[] ciphertext, MoveEnd today, MoveEnd right, CancellationToken cancellation)
    {
        if (IsRightForPair(ciphertext, right) || await IsRightEnvelopeAsync(ciphertext, right, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        using var value = await today.Keys.OpenAsync(today.Address, ciphertext, today.Policy, cancellation).ConfigureAwait(false);
        return await right.Keys.SealAsync(right.Address, value, right.Policy, cancellation).ConfigureAwait(false);
    }

    /// <summary>A message for the service's key pair. Whether it opens is not asked: only the pair's owner knows.</summary>
    private bool IsRightForPair(byte[] ciphertext, MoveEnd right) =>
        policy.FormatFor(right.Address, length: 1) == SealedFormat.Service
        && SealedContent.Of(ciphertext).KeyId is { } id
        && id == pairs.PublicKeyOf(right.Address, policy.KeyIdOf(right.Address.Service)).IdText;

    /// <summary>An envelope of the written suite, with one entry for each configured key and no other.</summary>
    private async Task<bool> IsRightEnvelopeAsync(byte[] ciphertext, MoveEnd right, CancellationToken cancellation)
    {
        if (SealedContent.Of(ciphertext).Format != SealedFormat.Envelope
            || EnvelopeSummary.Of(ciphertext) is not { Header: { } header } summary
            || header.Suite != AlgorithmSuite.Committing
            || header.DataKeys.Count != policy.Keys.Count
            || policy.FormatFor(right.Address, summary.PlaintextBytes) != SealedFormat.Envelope)
        {
            return false;
        }

        foreach (var key in policy.Keys)
        {
            try
            {
                using var opened = await right.Keys.OpenAsync(
                    right.Address, ciphertext, policy with { Keys = [key] }, cancellation).ConfigureAwait(false);
            }
            catch (CofferException exception) when (exception.Code == ErrorCode.Malformed)
            {
                return false;
            }
        }

        return true;
    }
}
