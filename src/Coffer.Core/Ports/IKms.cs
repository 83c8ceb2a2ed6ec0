using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>What KMS sealed.</summary>
/// <param name="Bytes">The CiphertextBlob.</param>
/// <param name="KeyArn">The ARN of the key, whatever name it was called by.</param>
internal sealed record KmsCiphertext(byte[] Bytes, KeyName KeyArn);

/// <summary>What a key is used for.</summary>
/// <param name="Address">The secret, for messages.</param>
/// <param name="Context">The encryption context.</param>
internal sealed record KeyUse(SecretAddress Address, IReadOnlyList<KeyValuePair<string, string>> Context)
{
    /// <summary>The use for a secret under a policy.</summary>
    public static KeyUse For(SecretAddress address, Binding binding) => new(address, EncryptionContext.For(address, binding));
}

/// <summary>
/// KMS's four verbs. Keys are ids, ARNs or aliases. Every failure is a <see cref="CofferException"/>; it has no next step where a
/// ciphertext or its context is refused, as only the use case knows one.
/// </summary>
internal interface IKms
{
    /// <summary>The region that is asked for a key; null where it is not known.</summary>
    string? RegionOf(KeyName key) => key.Region;

    /// <summary>Seals up to 4,096 bytes: https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html</summary>
    Task<KmsCiphertext> EncryptAsync(KeyName key, SecretValue plaintext, KeyUse use, CancellationToken cancellation);

    /// <summary>Opens: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html</summary>
    /// <returns>Null where another key sealed it.</returns>
    Task<SecretValue?> DecryptAsync(KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation);

    /// <summary>Makes a data key of 32 bytes: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html</summary>
    Task<(SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(KeyName key, KeyUse use, CancellationToken cancellation);

    /// <summary>
    /// Seals again within KMS, under another key or context; the caller needs no right to decrypt:
    /// https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
    /// </summary>
    /// <returns>Null where another key than <paramref name="fromKey"/> sealed it.</returns>
    Task<KmsCiphertext?> ReEncryptAsync(
        KeyName fromKey, ReadOnlyMemory<byte> ciphertext, KeyUse from, KeyName toKey, KeyUse to, CancellationToken cancellation);
}
