using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Core.Addresses;
using Coffer.Core.Errors;
using Coffer.Core.Sealing;
using Coffer.Core.Stores;

namespace Coffer.Aws;

/// <summary>
/// Seals and opens by KMS Encrypt and Decrypt: https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html and
/// API_Decrypt.html.
/// </summary>
internal sealed class KmsKeyService(IAmazonKeyManagementService kms, string region) : IKeyService
{
    /// <inheritdoc/>
    public async Task<byte[]> SealAsync(
        SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation)
    {
        // The SDK reads the plaintext from a stream; this one's buffer is ours to zero.
        var plaintext = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        value.Reveal().CopyTo(plaintext);
        try
        {
            using var stream = new MemoryStream(plaintext, writable: false);
            var request = new EncryptRequest
            {
                KeyId = policy.Keys[0],
                Plaintext = stream,
                EncryptionContext = Context(address, policy),
            };
            var response = await kms.EncryptAsync(request, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
            return response.CiphertextBlob?.ToArray() ?? throw AwsFailure.Empty("kms:Encrypt", address);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw AwsFailure.Of(exception, "kms:Encrypt", $"'{address}' cannot be sealed", Resource(policy.Keys[0]));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    public async Task<SecretValue> OpenAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
    {
        RequireKms(address, ciphertext.Span);
        CofferException? refused = null;
        foreach (var key in policy.Keys)
        {
            try
            {
                return await DecryptAsync(address, ciphertext, key, policy, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (AwsFailure.IsOne(exception))
            {
                refused = AwsFailure.Of(
                    exception, "kms:Decrypt", $"'{address}' cannot be opened", Resource(key), OpenHint(address, policy));
                if (exception is not IncorrectKeyException)
                {
                    throw refused;
                }
            }
        }

        throw refused!;
    }

    private static void RequireKms(SecretAddress address, ReadOnlySpan<byte> ciphertext)
    {
        var content = SealedContent.Of(ciphertext);
        if (content.Format is SealedFormat.Kms || (content.Format is SealedFormat.Unknown && ciphertext.Length <= KmsBlob.MaxBytes))
        {
            return;
        }

        throw new CofferException(
            ErrorCode.Malformed,
            $"'{address}' cannot be opened: {(content.Format is SealedFormat.Envelope ? "it is an Encryption SDK message, which this version does not open" : content.Problem)}",
            content.Format is SealedFormat.NotCiphertext ? $"seal it with 'coffer set {address}'" : null);
    }

    private static string? OpenHint(SecretAddress address, SealingPolicy policy) => policy.Binding == Binding.Bound
        ? $"it was not sealed for '{address}', or was changed since: a file that was moved or copied must be sealed again"
            + " with 'coffer set'; one made with plain 'aws kms encrypt' opens with binding 'none' (coffer.json, COFFER_BINDING)"
        : "it was changed, or it was sealed for its address: binding 'bound' (coffer.json, COFFER_BINDING) opens it then";

    private static Dictionary<string, string> Context(SecretAddress address, SealingPolicy policy) =>
        new(EncryptionContext.For(address, policy.Binding));

    private async Task<SecretValue> DecryptAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, string key, SealingPolicy policy, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(ciphertext.ToArray(), writable: false);
        var request = new DecryptRequest
        {
            KeyId = key,
            CiphertextBlob = stream,
            EncryptionContext = Context(address, policy),
        };
        var response = await kms.DecryptAsync(request, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        using var plaintext = response.Plaintext ?? throw AwsFailure.Empty("kms:Decrypt", address);
        var buffer = plaintext.GetBuffer();
        try
        {
            return SecretValue.CopyOf(buffer.AsSpan(0, (int)plaintext.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private string Resource(string key) => $"key '{key}' in {region}";
}
