using System.Security.Cryptography;
using Amazon.KeyManagementService.Model;
using Coffer.Aws.Answers;
using Coffer.Aws.Calls;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>KMS. A key's ARN says which region is asked.</summary>
/// <param name="inRegion">KMS of a region.</param>
/// <param name="ownRegion">The region of ids and aliases.</param>
internal sealed class KmsClient(Func<string, RegionalKms> inRegion, string ownRegion) : IKms
{
    private const int DataKeyBytes = 32;

    /// <inheritdoc/>
    public string RegionOf(KeyName key) => key.Region ?? ownRegion;

    /// <summary>Opens so many connections for calls that are to come. Returns at once; nothing is asked, and no failure is told.</summary>
    public void Prepare(KeyName key, int connections)
    {
        var kms = inRegion(RegionOf(key));
        kms.Early?.Open(kms.Opening.Server, connections);
    }

    /// <inheritdoc/>
    public async Task<KmsCiphertext> EncryptAsync(KeyName key, SecretValue plaintext, KeyUse use, CancellationToken cancellation)
    {
        // The SDK reads the plaintext from a stream; this one's buffer is ours to zero.
        var buffer = GC.AllocateUninitializedArray<byte>(plaintext.Length, pinned: true);
        plaintext.Reveal().CopyTo(buffer);
        try
        {
            var ciphertext = await CallAsync(
                async (kms, attempt) =>
                {
                    var request = new EncryptRequest
                    {
                        KeyId = key.Text,
                        Plaintext = new MemoryStream(buffer, writable: false),
                        EncryptionContext = Context(use),
                    };
                    var response = await kms.Sdk.EncryptAsync(request, attempt).ConfigureAwait(false);
                    return WholeAnswers.Sealed(response.CiphertextBlob, response.KeyId, key);
                },
                "kms:Encrypt", $"'{use.Address}' cannot be sealed", key, cancellation).ConfigureAwait(false);
            return ciphertext!;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <inheritdoc/>
    public Task<SecretValue?> DecryptAsync(
        KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation) => CallAsync(
            (kms, attempt) => kms.Opening.DecryptAsync(key, ciphertext, use, attempt),
            "kms:Decrypt", $"'{use.Address}' cannot be opened", key, cancellation);

    /// <inheritdoc/>
    public async Task<(SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(
        KeyName key, KeyUse use, CancellationToken cancellation)
    {
        var request = new GenerateDataKeyRequest { KeyId = key.Text, NumberOfBytes = DataKeyBytes, EncryptionContext = Context(use) };
        var dataKey = await CallAsync(
            async (kms, attempt) =>
            {
                var response = await kms.Sdk.GenerateDataKeyAsync(request, attempt).ConfigureAwait(false);
                return new DataKey(
                    SdkOpening.Taken(response.Plaintext, response.KeyId, key),
                    WholeAnswers.Sealed(response.CiphertextBlob, response.KeyId, key));
            },
            "kms:GenerateDataKey", $"'{use.Address}' cannot be sealed", key, cancellation).ConfigureAwait(false);
        return (dataKey!.Plaintext, dataKey.Sealed);
    }

    /// <inheritdoc/>
    public async Task<KmsCiphertext?> ReEncryptAsync(
        KeyName fromKey, ReadOnlyMemory<byte> ciphertext, KeyUse from, KeyName toKey, KeyUse to, CancellationToken cancellation)
    {
        var blob = ciphertext.ToArray();
        return await CallAsync(
            async (kms, attempt) =>
            {
                var request = new ReEncryptRequest
                {
                    CiphertextBlob = new MemoryStream(blob, writable: false),
                    SourceKeyId = fromKey.Text,
                    SourceEncryptionContext = Context(from),
                    DestinationKeyId = toKey.Text,
                    DestinationEncryptionContext = Context(to),
                };
                var response = await kms.Sdk.ReEncryptAsync(request, attempt).ConfigureAwait(false);
                return WholeAnswers.Sealed(response.CiphertextBlob, response.KeyId, toKey);
            },
            "kms:ReEncrypt", $"'{from.Address}' cannot be sealed again", toKey, cancellation,
            $"{fromKey}' or '{toKey}").ConfigureAwait(false);
    }

    private static Dictionary<string, string> Context(KeyUse use) => new(use.Context);

    private async Task<T?> CallAsync<T>(
        Func<RegionalKms, CancellationToken, Task<T>> call,
        string action,
        string what,
        KeyName key,
        CancellationToken cancellation,
        string? shownKey = null)
        where T : class
    {
        var kms = inRegion(RegionOf(key));
        var telling = new Telling(action, what, failure => AwsFailure.Why(
            failure, action, $"key '{shownKey ?? key.Text}' in {RegionOf(key)}"));
        try
        {
            return await kms.Calls.RunAsync(attempt => call(kms, attempt.Token), telling, cancellation).ConfigureAwait(false);
        }
        catch (Exception other) when (AwsError.In(other) is { Service: "kms", Code: "IncorrectKeyException" })
        {
            return null;
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }

    private sealed record DataKey(SecretValue Plaintext, KmsCiphertext Sealed) : IDisposable
    {
        public void Dispose() => Plaintext.Dispose();
    }
}
