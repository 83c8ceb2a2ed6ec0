using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>A KMS that opens what a vector says, and remembers what it was asked.</summary>
internal sealed class VectorKms(VectorFile vector, ReadOnlyMemory<byte>? opens) : IKms
{
    public List<(string Key, ReadOnlyMemory<byte> Ciphertext, KeyUse Use)> Asked { get; } = [];

    public Task<SecretValue?> DecryptAsync(KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation)
    {
        Asked.Add((key.Text, ciphertext, use));

        // A whole file is nothing of KMS's, unless it is a blob.
        var isRefused = (vector.Expect != "success" && ciphertext.Span.SequenceEqual(vector.Bytes))
            || (opens is { } only && !only.Span.SequenceEqual(ciphertext.Span));
        return Task.FromResult(vector.DataKey is { } dataKey && !isRefused ? SecretValue.CopyOf(dataKey) : null);
    }

    public Task<KmsCiphertext> EncryptAsync(KeyName key, SecretValue plaintext, KeyUse use, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<(
        SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(KeyName key, KeyUse use, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<KmsCiphertext?> ReEncryptAsync(
        KeyName fromKey, ReadOnlyMemory<byte> ciphertext, KeyUse from, KeyName toKey, KeyUse to, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
