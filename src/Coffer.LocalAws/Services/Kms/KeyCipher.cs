using System.Security.Cryptography;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>AES-256-GCM under a key's material, bound to the blob's header, the key's ARN and the context.</summary>
internal static class KeyCipher
{
    /// <summary>
    /// The real KMS's ciphertexts are 27 bytes longer than the plaintext: a tag of 16 and 11 more, of unknown meaning;
    /// zeros here, so that sizes agree.
    /// </summary>
    private const int Preamble = 11;

    public static byte[] Seal(KmsKey key, KmsContext context, ReadOnlySpan<byte> plaintext)
    {
        var generation = key.Materials.Count - 1;
        var nonce = RandomNumberGenerator.GetBytes(EncryptedData.NonceLength);
        var inner = new byte[Preamble + plaintext.Length];
        plaintext.CopyTo(inner.AsSpan(Preamble));
        var content = new byte[inner.Length + EncryptedData.TagLength];
        using var aes = new AesGcm(key.Materials[generation].Secret, EncryptedData.TagLength);
        aes.Encrypt(nonce, inner, content.AsSpan(0, inner.Length), content.AsSpan(inner.Length), Bound(key, generation, context));
        CryptographicOperations.ZeroMemory(inner);
        return new CiphertextBlob(key.Fingerprint, generation, new EncryptedData(nonce, content)).ToBytes();
    }

    /// <summary>The plaintext; null where the blob does not authenticate.</summary>
    /// <param name="key">The key the blob names.</param>
    /// <param name="context">What the blob must be bound to.</param>
    /// <param name="header">The blob's header as it came: with the mark of another maker it does not open.</param>
    /// <param name="blob">The blob.</param>
    public static byte[]? Open(KmsKey key, KmsContext context, ReadOnlySpan<byte> header, CiphertextBlob blob)
    {
        if (blob.Generation < 0
            || blob.Generation >= key.Materials.Count
            || blob.Message.Content.Length < Preamble + EncryptedData.TagLength
            || !header.SequenceEqual(CiphertextBlob.Header(key.Fingerprint, blob.Generation)))
        {
            return null;
        }

        var content = blob.Message.Content.AsSpan();
        var inner = new byte[content.Length - EncryptedData.TagLength];
        using var aes = new AesGcm(key.Materials[blob.Generation].Secret, EncryptedData.TagLength);
        try
        {
            aes.Decrypt(blob.Message.Nonce, content[..inner.Length], content[inner.Length..], inner, Bound(key, blob.Generation, context));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var plaintext = inner[Preamble..];
        CryptographicOperations.ZeroMemory(inner);
        return plaintext;
    }

    private static byte[] Bound(KmsKey key, int generation, KmsContext context) =>
        [.. CiphertextBlob.Header(key.Fingerprint, generation), .. context.Canonical(key.BoundArn ?? key.Arn)];
}
