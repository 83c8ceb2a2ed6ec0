using System.Security.Cryptography;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>
/// What is derived from a data key: the key that encrypts, and the key that commits. HKDF with SHA-512 (RFC 5869), salted
/// with the message id.
/// </summary>
internal sealed class MessageKeys : IDisposable
{
    /// <summary>The length of a data key, in bytes.</summary>
    public const int DataKeyBytes = 32;

    private readonly byte[] encryption = GC.AllocateUninitializedArray<byte>(DataKeyBytes, pinned: true);

    private MessageKeys(ReadOnlySpan<byte> pseudoRandom, ushort suite)
    {
        Span<byte> purpose = [(byte)(suite >> 8), (byte)suite, .. "DERIVEKEY"u8];
        HKDF.Expand(HashAlgorithmName.SHA512, pseudoRandom, encryption, purpose);
        Commit = new byte[EnvelopeHeader.CommitKeyBytes];
        HKDF.Expand(HashAlgorithmName.SHA512, pseudoRandom, Commit, "COMMITKEY"u8);
    }

    /// <summary>What the header shows: only this data key gives it.</summary>
    public byte[] Commit { get; }

    /// <summary>Derives both keys.</summary>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Key"/> where the data key has another length.</exception>
    public static MessageKeys Derive(SecretValue dataKey, AlgorithmSuite suite, ReadOnlySpan<byte> messageId)
    {
        if (dataKey.Length != DataKeyBytes)
        {
            throw new EnvelopeException(EnvelopeProblem.Key, $"its data key has {dataKey.Length} bytes, not {DataKeyBytes}");
        }

        Span<byte> pseudoRandom = stackalloc byte[SHA512.HashSizeInBytes];
        try
        {
            HKDF.Extract(HashAlgorithmName.SHA512, dataKey.Reveal(), messageId, pseudoRandom);
            return new MessageKeys(pseudoRandom, suite.Id);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pseudoRandom);
        }
    }

    /// <summary>AES-256-GCM under the derived key; the caller disposes it.</summary>
    public AesGcm Cipher() => new(encryption, EnvelopeHeader.TagBytes);

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(encryption);
}
