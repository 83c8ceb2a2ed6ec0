using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Calls;

/// <summary>KMS by the SDK: by a client of the caller's own, or where only the SDK knows KMS's address.</summary>
/// <param name="kms">The client.</param>
internal sealed class SdkOpening(IAmazonKeyManagementService kms) : IOpening
{
    /// <inheritdoc/>
    public Uri Server => new(kms.DetermineServiceOperationEndpoint(new DecryptRequest()).URL);

    /// <inheritdoc/>
    public async Task<SecretValue> DecryptAsync(
        KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation)
    {
        var request = new DecryptRequest
        {
            KeyId = key.Text,
            CiphertextBlob = new MemoryStream(ciphertext.ToArray(), writable: false),
            EncryptionContext = new Dictionary<string, string>(use.Context),
        };
        var response = await kms.DecryptAsync(request, cancellation).ConfigureAwait(false);
        return Taken(response.Plaintext, response.KeyId, key);
    }

    /// <summary>A plaintext of an answer, whose buffer is zeroed.</summary>
    /// <param name="answered">The plaintext as the SDK has it.</param>
    /// <param name="keyArn">Which key the answer names.</param>
    /// <param name="askedKey">Which key was asked for.</param>
    public static SecretValue Taken(MemoryStream? answered, string? keyArn, KeyName askedKey)
    {
        try
        {
            WholeAnswers.Plaintext(answered?.Length, keyArn, askedKey);
            return SecretValue.CopyOf(answered!.GetBuffer().AsSpan(0, (int)answered.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answered?.GetBuffer());
        }
    }
}
