using System.Security.Cryptography;

namespace Coffer.Core.Formats.Pairs;

/// <summary>
/// The key and the nonce of one file, out of its shared secret: the key schedule of HPKE (RFC 9180, section 5.1), base mode, with
/// HKDF-SHA256 and AES-256-GCM, for the first message. It is in pinned memory and zeroed.
/// </summary>
internal sealed class FileKey : IDisposable
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;

    private static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA256;

    // The mode, and the hashes of no pre-shared key and of the format's name: the same for every file.
    private static readonly byte[] Context =
        [0, .. Extract([], "psk_id_hash"u8, []), .. Extract([], "info_hash"u8, "coffer service v1"u8)];

    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(KeyBytes + NonceBytes, pinned: true);

    private FileKey(ReadOnlySpan<byte> shared)
    {
        var secret = Extract(shared, "secret"u8, []);
        Expand(secret, "key"u8, bytes.AsSpan(0, KeyBytes));
        Expand(secret, "base_nonce"u8, bytes.AsSpan(KeyBytes));
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>The key of AES-256-GCM.</summary>
    public ReadOnlySpan<byte> Key => bytes.AsSpan(0, KeyBytes);

    /// <summary>Its nonce.</summary>
    public ReadOnlySpan<byte> Nonce => bytes.AsSpan(KeyBytes);

    // MLKEM768-X25519, HKDF-SHA256, AES-256-GCM.
    private static ReadOnlySpan<byte> Suite => "HPKE\x64\x7a\0\x01\0\x02"u8;

    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    /// <summary>Derives them.</summary>
    public static FileKey Of(ReadOnlySpan<byte> shared) => new(shared);

    /// <summary>The cipher; the caller disposes of it.</summary>
    public AesGcm Cipher() => new(Key, PairMessage.TagBytes);

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    private static byte[] Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input)
    {
        var extracted = GC.AllocateUninitializedArray<byte>(SHA256.HashSizeInBytes, pinned: true);
        HKDF.Extract(Hash, [.. Version, .. Suite, .. label, .. input], salt, extracted);
        return extracted;
    }

    private static void Expand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, Span<byte> output) =>
        HKDF.Expand(Hash, secret, output, [0, (byte)output.Length, .. Version, .. Suite, .. label, .. Context]);
}
