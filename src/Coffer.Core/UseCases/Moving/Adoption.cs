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
    public async Task<byte[]?> SealAnewAsync(SecretAddress address, byte[] ciphertext, CancellationToken cancellation)
    {
        var bound = new MoveEnd(address, policy, kms, keys);
        var unbound = bound with { Policy = policy with { Binding = Binding.None } };
        if (SealedContent.Of(ciphertext).Format == SealedFormat.Envelope)
        {
            return EnvelopeSummary.Of(ciphertext).Header is { Context.Count: > 0 }
                ? null
                : await SecretMover.SealAnewAsync(ciphertext, unbound, bound, cancellation).ConfigureAwait(false);
        }

        try
        {
            return await SecretMover.SealAnewAsync(ciphertext, unbound, bound, cancellation).ConfigureAwait(false);
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed)
        {
            if (await IsBoundAsync(ciphertext, bound, cancellation).ConfigureAwait(false))
            {
                return null;
            }

            throw;
        }
    }

    private static async Task<bool> IsBoundAsync(byte[] ciphertext, MoveEnd bound, CancellationToken cancellation)
    {
        try
        {
            _ = await SecretMover.SealAnewAsync(ciphertext, bound, bound, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed)
        {
            return false;
        }
    }
}
