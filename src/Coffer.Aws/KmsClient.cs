using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Aws;

/// <summary>A region's KMS.</summary>
/// <param name="Client">The SDK's client.</param>
/// <param name="Calls">How it is called.</param>
/// <param name="Early">Where connections are opened early; null for a client that opens its own.</param>
internal sealed record RegionalKms(IAmazonKeyManagementService Client, AwsCalls Calls, EarlyConnections? Early);

/// <summary>KMS by the SDK. A key's ARN says which region is asked.</summary>
/// <param name="inRegion">KMS of a region.</param>
/// <param name="ownRegion">The region of ids and aliases.</param>
internal sealed class KmsClient(Func<string, RegionalKms> inRegion, string ownRegion) : IKms
{
    private const int DataKeyBytes = 32;

    /// <inheritdoc/>
    public string RegionOf(KeyName key) => key.Region ?? ownRegion;

    /// <inheritdoc/>
    public void Prepare(KeyName key, int connections)
    {
        var kms = inRegion(RegionOf(key));
        if (kms.Early is null)
        {
            return;
        }

        var server = new Uri(kms.Client.DetermineServiceOperationEndpoint(new DecryptRequest()).URL);
        kms.Early.Open(server, connections);
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
                    var response = await kms.EncryptAsync(request, attempt).ConfigureAwait(false);
                    return WholeAnswers.Sealed(response.CiphertextBlob, response.KeyId, key);
                },
                "kms:Encrypt", $"'{use.Address}' cannot be sealed", key, use, cancellation).ConfigureAwait(false);
            return ciphertext!;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <inheritdoc/>
    public async Task<SecretValue?> DecryptAsync(
        KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation)
    {
        var blob = ciphertext.ToArray();
        return await CallAsync(
            async (kms, attempt) =>
            {
                var request = new DecryptRequest
                {
                    KeyId = key.Text,
                    CiphertextBlob = new MemoryStream(blob, writable: false),
                    EncryptionContext = Context(use),
                };
                var response = await kms.DecryptAsync(request, attempt).ConfigureAwait(false);
                return Taken(response.Plaintext, response.KeyId, key);
            },
            "kms:Decrypt", $"'{use.Address}' cannot be opened", key, use, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<(SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(
        KeyName key, KeyUse use, CancellationToken cancellation)
    {
        var request = new GenerateDataKeyRequest { KeyId = key.Text, NumberOfBytes = DataKeyBytes, EncryptionContext = Context(use) };
        var dataKey = await CallAsync(
            async (kms, attempt) =>
            {
                var response = await kms.GenerateDataKeyAsync(request, attempt).ConfigureAwait(false);
                return new DataKey(
                    Taken(response.Plaintext, response.KeyId, key), WholeAnswers.Sealed(response.CiphertextBlob, response.KeyId, key));
            },
            "kms:GenerateDataKey", $"'{use.Address}' cannot be sealed", key, use, cancellation).ConfigureAwait(false);
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
                var response = await kms.ReEncryptAsync(request, attempt).ConfigureAwait(false);
                return WholeAnswers.Sealed(response.CiphertextBlob, response.KeyId, toKey);
            },
            "kms:ReEncrypt", $"'{from.Address}' cannot be sealed again", toKey, from, cancellation,
            $"{fromKey}' or '{toKey}").ConfigureAwait(false);
    }

    private static Dictionary<string, string> Context(KeyUse use) => new(use.Context);

    // Within the call: an answer that comes after it was given up must not stay in memory.
    private static SecretValue Taken(MemoryStream? answered, string? keyArn, KeyName askedKey)
    {
        try
        {
            var plaintext = WholeAnswers.Plaintext(answered, keyArn, askedKey);
            return SecretValue.CopyOf(plaintext.GetBuffer().AsSpan(0, (int)plaintext.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answered?.GetBuffer());
        }
    }

    private async Task<T?> CallAsync<T>(
        Func<IAmazonKeyManagementService, CancellationToken, Task<T>> call,
        string action,
        string what,
        KeyName key,
        KeyUse use,
        CancellationToken cancellation,
        string? shownKey = null)
        where T : class
    {
        var kms = inRegion(RegionOf(key));
        var telling = new Telling(action, what, failure => AwsFailure.Why(
            failure,
            action,
            $"key '{shownKey ?? key.Text}' in {RegionOf(key)}",
            SecretSealer.BindingHint(use.Address, use.Context.Count == 0 ? Binding.None : Binding.Bound)));
        try
        {
            return await kms.Calls.RunAsync(attempt => call(kms.Client, attempt.Token), telling, cancellation).ConfigureAwait(false);
        }
        catch (IncorrectKeyException)
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
