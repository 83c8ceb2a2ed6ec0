using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Sealing;

/// <summary>KMS, with the next step for a ciphertext that it refuses: that depends on how the secret is bound.</summary>
/// <param name="kms">KMS. It refuses a ciphertext or its context without a hint.</param>
internal sealed class HintedKms(IKms kms) : IKms
{
    /// <summary>The ways out for a ciphertext whose context is not the address's.</summary>
    public static string HintFor(SecretAddress address, Binding binding) => binding == Binding.Bound
        ? $"it was not sealed for '{address}', or was changed since: 'coffer mv --sealed-as OLD {Moved(address)}' mends what Git has "
            + "moved; one made with plain 'aws kms encrypt' is bound by 'coffer adopt', or opens with binding 'none' (coffer.json, "
            + "COFFER_BINDING)"
        : "it was changed, or it was sealed for its address: binding 'bound' (coffer.json, COFFER_BINDING) opens it then";

    /// <inheritdoc/>
    public string? RegionOf(KeyName key) => kms.RegionOf(key);

    /// <inheritdoc/>
    public Task<KmsCiphertext> EncryptAsync(KeyName key, SecretValue plaintext, KeyUse use, CancellationToken cancellation) =>
        HintedAsync(use, kms.EncryptAsync(key, plaintext, use, cancellation));

    /// <inheritdoc/>
    public Task<SecretValue?> DecryptAsync(
        KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation) =>
        HintedAsync(use, kms.DecryptAsync(key, ciphertext, use, cancellation));

    /// <inheritdoc/>
    public Task<(SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(
        KeyName key, KeyUse use, CancellationToken cancellation) =>
        HintedAsync(use, kms.GenerateDataKeyAsync(key, use, cancellation));

    /// <inheritdoc/>
    public Task<KmsCiphertext?> ReEncryptAsync(
        KeyName fromKey, ReadOnlyMemory<byte> ciphertext, KeyUse from, KeyName toKey, KeyUse to, CancellationToken cancellation) =>
        HintedAsync(from, kms.ReEncryptAsync(fromKey, ciphertext, from, toKey, to, cancellation));

    private static async Task<T> HintedAsync<T>(KeyUse use, Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (CofferException refused) when (refused.Hint is null && refused.Code == ErrorCode.Malformed)
        {
            throw new CofferException(
                refused.Code,
                refused.Message,
                HintFor(use.Address, use.Context.Count == 0 ? Binding.None : Binding.Bound),
                refused.InnerException);
        }
    }

    // A private key moves with its service.
    private static string Moved(SecretAddress address) => address.IsSeed ? $"{address.Environment}/{address.Service}" : address.ToString();
}
