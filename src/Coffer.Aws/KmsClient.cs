using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Core.Envelopes;
using Coffer.Core.Errors;
using Coffer.Core.Sealing;
using Coffer.Core.Secrets;
using Coffer.Core.Stores;

namespace Coffer.Aws;

/// <summary>KMS by the SDK. A key's ARN says which region is asked.</summary>
/// <param name="clientFor">The client for a region.</param>
/// <param name="ownRegion">The region of ids and aliases.</param>
internal sealed class KmsClient(Func<string, IAmazonKeyManagementService> clientFor, string ownRegion) : IKms
{
    private const int DataKeyBytes = 32;

    /// <inheritdoc/>
    public string RegionOf(string key) => ExpectedEntries.RegionOf(key) ?? ownRegion;

    /// <inheritdoc/>
    public async Task<KmsCiphertext> EncryptAsync(string key, SecretValue plaintext, KeyUse use, CancellationToken cancellation)
    {
        // The SDK reads the plaintext from a stream; this one's buffer is ours to zero.
        var buffer = GC.AllocateUninitializedArray<byte>(plaintext.Length, pinned: true);
        plaintext.Reveal().CopyTo(buffer);
        try
        {
            using var stream = new MemoryStream(buffer, writable: false);
            var request = new EncryptRequest { KeyId = key, Plaintext = stream, EncryptionContext = Context(use) };
            var response = await CallAsync(
                ClientOf(key).EncryptAsync(request, cancellation), "kms:Encrypt", $"'{use.Address}' cannot be sealed", key, use, cancellation).ConfigureAwait(false);
            return Sealed(response!.CiphertextBlob, response.KeyId, "kms:Encrypt", use);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <inheritdoc/>
    public async Task<SecretValue?> DecryptAsync(
        string key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(ciphertext.ToArray(), writable: false);
        var request = new DecryptRequest { KeyId = key, CiphertextBlob = stream, EncryptionContext = Context(use) };
        var response = await CallAsync(
            ClientOf(key).DecryptAsync(request, cancellation), "kms:Decrypt", $"'{use.Address}' cannot be opened", key, use, cancellation).ConfigureAwait(false);
        return response is null ? null : Taken(response.Plaintext, "kms:Decrypt", use);
    }

    /// <inheritdoc/>
    public async Task<(SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(
        string key, KeyUse use, CancellationToken cancellation)
    {
        var request = new GenerateDataKeyRequest { KeyId = key, NumberOfBytes = DataKeyBytes, EncryptionContext = Context(use) };
        var response = await CallAsync(
            ClientOf(key).GenerateDataKeyAsync(request, cancellation), "kms:GenerateDataKey", $"'{use.Address}' cannot be sealed", key, use, cancellation).ConfigureAwait(false);
        return (
            Taken(response!.Plaintext, "kms:GenerateDataKey", use),
            Sealed(response.CiphertextBlob, response.KeyId, "kms:GenerateDataKey", use));
    }

    /// <inheritdoc/>
    public async Task<KmsCiphertext?> ReEncryptAsync(
        string fromKey, ReadOnlyMemory<byte> ciphertext, KeyUse from, string toKey, KeyUse to, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(ciphertext.ToArray(), writable: false);
        var request = new ReEncryptRequest
        {
            CiphertextBlob = stream,
            SourceKeyId = fromKey,
            SourceEncryptionContext = Context(from),
            DestinationKeyId = toKey,
            DestinationEncryptionContext = Context(to),
        };
        var response = await CallAsync(
            ClientOf(toKey).ReEncryptAsync(request, cancellation), "kms:ReEncrypt", $"'{from.Address}' cannot be sealed anew", $"{fromKey}' or '{toKey}", from, cancellation).ConfigureAwait(false);
        return response is null ? null : Sealed(response.CiphertextBlob, response.KeyId, "kms:ReEncrypt", to);
    }

    private static Dictionary<string, string> Context(KeyUse use) => new(use.Context);

    private static KmsCiphertext Sealed(MemoryStream? blob, string? arn, string action, KeyUse use) =>
        blob is not null && arn is not null ? new KmsCiphertext(blob.ToArray(), arn) : throw AwsFailure.Empty(action, use.Address);

    private static SecretValue Taken(MemoryStream? plaintext, string action, KeyUse use)
    {
        if (plaintext is null)
        {
            throw AwsFailure.Empty(action, use.Address);
        }

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

    private async Task<T?> CallAsync<T>(
        Task<T> call, string action, string what, string key, KeyUse use, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await call.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (IncorrectKeyException)
        {
            return null;
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            var hint = SecretSealer.BindingHint(use.Address, use.Context.Count == 0 ? Binding.None : Binding.Bound);
            throw AwsFailure.Of(exception, action, what, $"key '{key}' in {RegionOf(key)}", hint);
        }
    }

    private IAmazonKeyManagementService ClientOf(string key) => clientFor(RegionOf(key));
}
