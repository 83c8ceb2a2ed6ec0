using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Moving;

/// <summary>One end of a move: a place, how secrets are sealed there, and the AWS that does it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Policy">How the environment seals.</param>
/// <param name="Kms">KMS; the same object at both ends means the same region and endpoint.</param>
/// <param name="Keys">What seals and opens.</param>
internal sealed record MoveEnd(SecretAddress Address, SealingPolicy Policy, IKms Kms, IKeyService Keys);

/// <summary>Seals a ciphertext again for another place, key or format; the plaintext stays in KMS where that is possible.</summary>
internal static class SecretMover
{
    /// <summary>The ciphertext for the other end.</summary>
    /// <exception cref="CofferException">Where it does not open at its own end, or cannot be sealed at the other.</exception>
    public static async Task<byte[]> SealAgainAsync(
        ReadOnlyMemory<byte> ciphertext, MoveEnd from, MoveEnd to, CancellationToken cancellation)
    {
        if (CanReEncrypt(ciphertext.Span, from, to))
        {
            return await ReEncryptAsync(ciphertext, from, to, cancellation).ConfigureAwait(false)
                ?? throw new CofferException(
                    ErrorCode.Malformed,
                    $"'{from.Address}' was sealed under another key than {Names(from.Policy)}",
                    from.Policy.Binding == to.Policy.Binding
                        ? "name the key that sealed it, by id, ARN or alias: 'coffer rekey --from KEY'"
                        : "name that key in coffer.json for 'coffer adopt', then your own again, and 'coffer rekey --from KEY'");
        }

        using var value = await from.Keys.OpenAsync(from.Address, ciphertext, from.Policy, cancellation).ConfigureAwait(false);
        return await to.Keys.SealAsync(to.Address, value, to.Policy, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether KMS can re-encrypt: within one region, and under one key, as the format kms has it. An envelope's payload is outside KMS,
    /// and its header cannot be written again under the same data key without repeating a nonce.
    /// </summary>
    public static bool CanReEncrypt(ReadOnlySpan<byte> ciphertext, MoveEnd from, MoveEnd to) =>
        SealedContent.Of(ciphertext) is { Format: SealedFormat.Kms, Blob: { } blob }
        && to.Policy.FormatFor(to.Address, blob.PlaintextBytes) == SealedFormat.Kms
        && ReferenceEquals(from.Kms, to.Kms)
        && from.Policy.Keys.Append(to.Policy.Keys[0]).Select(from.Kms.RegionOf).Distinct().Count() == 1;

    /// <summary>Re-encrypts within KMS.</summary>
    /// <returns>Null where none of the expected keys sealed it.</returns>
    public static async Task<byte[]?> ReEncryptAsync(
        ReadOnlyMemory<byte> ciphertext, MoveEnd from, MoveEnd to, CancellationToken cancellation)
    {
        foreach (var key in from.Policy.Keys)
        {
            var moved = await from.Kms.ReEncryptAsync(
                key,
                ciphertext,
                KeyUse.For(from.Address, from.Policy.Binding),
                to.Policy.Keys[0],
                KeyUse.For(to.Address, to.Policy.Binding),
                cancellation).ConfigureAwait(false);
            if (moved is not null)
            {
                return moved.Bytes;
            }
        }

        return null;
    }

    /// <summary>Whether two ciphertexts hold one value. What does not open is not the same.</summary>
    /// <returns>Null where the caller may not open them, and so cannot know.</returns>
    public static async Task<bool?> IsSameAsync(
        ReadOnlyMemory<byte> one, MoveEnd oneEnd, ReadOnlyMemory<byte> other, MoveEnd otherEnd, CancellationToken cancellation)
    {
        try
        {
            using var first = await oneEnd.Keys.OpenAsync(oneEnd.Address, one, oneEnd.Policy, cancellation).ConfigureAwait(false);
            using var second = await otherEnd.Keys.OpenAsync(otherEnd.Address, other, otherEnd.Policy, cancellation).ConfigureAwait(false);
            return first.FixedTimeEquals(second);
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed)
        {
            return false;
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Denied)
        {
            return null;
        }
    }

    private static string Names(SealingPolicy policy) => string.Join(", ", policy.Keys.Select(key => $"'{key}'"));
}
