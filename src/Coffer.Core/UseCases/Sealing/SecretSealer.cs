using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Sealing;

/// <summary>
/// Seals and opens secrets in the formats kms and envelope, under keys that never leave KMS. What is sealed for a key pair is
/// <see cref="PairedKeyService"/>'s.
/// </summary>
/// <param name="kms">KMS.</param>
/// <param name="region">The caller's region: an entry there is tried before others.</param>
internal sealed class SecretSealer(IKms kms, string region) : IKeyService
{
    /// <inheritdoc/>
    public async Task<byte[]> SealAsync(
        SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation)
    {
        var use = KeyUse.For(address, policy.Binding);
        return policy.FormatFor(address, value.Length) == SealedFormat.Kms
            ? (await kms.EncryptAsync(policy.Keys[0], value, use, cancellation).ConfigureAwait(false)).Bytes
            : await EnvelopeAsync(value, policy, use, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<SecretValue> OpenAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
    {
        var content = SealedContent.Of(ciphertext.Span);
#pragma warning disable CA2000 // the value in the task is the caller's
        return content.Format switch
        {
            SealedFormat.Kms => OpenBlobAsync(address, ciphertext, policy, cancellation),
            SealedFormat.Unknown when ciphertext.Length <= KmsBlob.MaxBytes => OpenBlobAsync(address, ciphertext, policy, cancellation),
            SealedFormat.Envelope => OpenEnvelopeAsync(address, ciphertext, policy, cancellation),
            _ => throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' cannot be opened: {content.Problem}",
                content.Mend ?? $"seal it with 'coffer set {address}'"),
        };
#pragma warning restore CA2000
    }

    private async Task<byte[]> EnvelopeAsync(SecretValue value, SealingPolicy policy, KeyUse use, CancellationToken cancellation)
    {
        var (dataKey, first) = await kms.GenerateDataKeyAsync(policy.Keys[0], use, cancellation).ConfigureAwait(false);
        using (dataKey)
        {
            var others = await Task.WhenAll(
                policy.Keys.Skip(1).Select(key => kms.EncryptAsync(key, dataKey, use, cancellation))).ConfigureAwait(false);
            var entries = others.Prepend(first)
                .Select(key => new EncryptedDataKey(EncryptedDataKey.Kms, System.Text.Encoding.UTF8.GetBytes(key.KeyArn.Text), key.Bytes))
                .ToList();
            return EnvelopeWriting.Write(value, dataKey, entries, use.Context);
        }
    }

    private async Task<SecretValue> OpenBlobAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
    {
        foreach (var key in policy.Keys)
        {
            var value = await kms.DecryptAsync(key, ciphertext, KeyUse.For(address, policy.Binding), cancellation).ConfigureAwait(false);
            if (value is not null)
            {
                return value;
            }
        }

        throw OtherKey(address, policy);
    }

    private async Task<SecretValue> OpenEnvelopeAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
    {
        try
        {
            var message = EnvelopeMessage.Parse(ciphertext);
            EnvelopeContext.Require(message.Header, EncryptionContext.For(address, policy.Binding));
            using var dataKey = await DataKeyAsync(address, message.Header, policy, cancellation).ConfigureAwait(false);
            return EnvelopeOpening.Open(message, dataKey);
        }
        catch (EnvelopeException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' cannot be opened: {exception.Message}",
                exception.Problem == EnvelopeProblem.Context
                    ? HintedKms.HintFor(address, policy.Binding)
                    : "restore the file from Git, or seal it again with 'coffer set'",
                exception);
        }
    }

    /// <summary>Asks KMS for the data key: expected keys only, those of the caller's region first.</summary>
    private async Task<SecretValue> DataKeyAsync(
        SecretAddress address, EnvelopeHeader header, SealingPolicy policy, CancellationToken cancellation)
    {
        var use = new KeyUse(address, header.Context);
        var failures = new List<CofferException>();
        foreach (var (key, entry) in ExpectedEntries.Of(header, policy.Keys, region))
        {
            try
            {
                if (await kms.DecryptAsync(key, entry.Ciphertext, use, cancellation).ConfigureAwait(false) is { } dataKey)
                {
                    return dataKey;
                }
            }
            catch (CofferException exception)
            {
                failures.Add(exception);
            }
        }

        throw failures.Count switch
        {
            0 => OtherKey(address, policy),
            1 => failures[0],
            _ => new CofferException(
                failures[0].Code,
                $"'{address}' cannot be opened with any of its keys:\n" + string.Join(
                    '\n', failures.Select(failure => $"  {failure.Message}")),
                failures[0].Hint),
        };
    }

    private static CofferException OtherKey(SecretAddress address, SealingPolicy policy) => new(
        ErrorCode.Malformed,
        $"'{address}' cannot be opened: it was sealed under another key than {string.Join(", ", policy.Keys.Select(key => $"'{key}'"))}",
        "name the key that sealed it (coffer.json, COFFER_KEY), or seal it again");
}
