using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Aws.Calls;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Diagnosis;

/// <summary>What KMS says of a key.</summary>
/// <param name="Arn">The key's ARN, whatever name it was asked by.</param>
/// <param name="State">For example <c>Enabled</c>.</param>
/// <param name="Usage">For example <c>ENCRYPT_DECRYPT</c>.</param>
internal sealed record KeyFacts(string Arn, string State, string Usage);

/// <summary>Finds out what a key is, and what the caller may do with it. Nothing is opened.</summary>
/// <param name="inRegion">KMS of a region.</param>
/// <param name="ownRegion">The region of ids and aliases.</param>
internal sealed class KeyDiagnosis(Func<string, RegionalKms> inRegion, string ownRegion)
{
    /// <summary>Asks what the key is.</summary>
    public Task<KeyFacts> DescribeAsync(KeyName key, CancellationToken cancellation) => CallAsync(
        key,
        "kms:DescribeKey",
        async (kms, stop) =>
        {
            var answer = await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key.Text }, stop).ConfigureAwait(false);
            var arn = WholeAnswers.KeyArn(answer, key);
            return new KeyFacts(arn.Text, answer.KeyMetadata.KeyState?.Value ?? "", answer.KeyMetadata.KeyUsage?.Value ?? "");
        },
        cancellation);

    /// <summary>Asks whether the caller may seal. https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html</summary>
    public Task MaySealAsync(KeyName key, KeyUse use, CancellationToken cancellation) => TryAsync(
        key,
        "kms:Encrypt",
        (kms, stop) => kms.EncryptAsync(
            new EncryptRequest
            {
                KeyId = key.Text,
                EncryptionContext = ContextOf(use),
                Plaintext = new MemoryStream([0]), DryRun = true,
            },
            stop),
        answer => WholeAnswers.Sealed(answer.CiphertextBlob, answer.KeyId, key),
        cancellation);

    /// <summary>Asks whether the caller may open a ciphertext; KMS does not open it.</summary>
    public Task MayOpenAsync(KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation) => TryAsync(
        key,
        "kms:Decrypt",
        (kms, stop) => kms.DecryptAsync(
            new DecryptRequest
            {
                KeyId = key.Text,
                EncryptionContext = ContextOf(use),
                CiphertextBlob = new MemoryStream(ciphertext.ToArray()), DryRun = true,
            },
            stop),
        answer => SdkOpening.Taken(answer.Plaintext, answer.KeyId, key).Dispose(),
        cancellation);

    private static Dictionary<string, string> ContextOf(KeyUse use) => new(use.Context);

    // An emulator that knows no dry run does the work: what it answers must be whole, as an empty answer is no yes.
    private Task<bool> TryAsync<T>(
        KeyName key,
        string action,
        Func<IAmazonKeyManagementService, CancellationToken, Task<T>> call,
        Action<T> requireWhole,
        CancellationToken cancellation) =>
        CallAsync(
            key,
            action,
            async (kms, stop) =>
            {
                try
                {
                    requireWhole(await call(kms, stop).ConfigureAwait(false));
                }
                catch (DryRunOperationException)
                {
                    // That is how KMS says yes.
                }

                return true;
            },
            cancellation);

    private async Task<T> CallAsync<T>(
        KeyName key, string action, Func<IAmazonKeyManagementService, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var region = key.Region ?? ownRegion;
        var telling = new Telling(
            action,
            $"key '{key}' cannot be tried",
            failure => AwsFailure.Why(failure, action, $"key '{key}' in {region}", "look at 'key' in coffer.json, and at the region"));
        try
        {
            var kms = inRegion(region);
            return await kms.Calls.RunAsync(attempt => call(kms.Sdk, attempt.Token), telling, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }
}
