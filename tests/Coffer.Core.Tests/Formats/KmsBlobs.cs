using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Globalization;

namespace Coffer.Core.Tests.Formats;

/// <summary>
/// A second writer of the outside of a KMS blob, from the description and not from the reader under test. Nothing in it
/// is encrypted: what KMS would have sealed is a pattern of the right length.
/// </summary>
internal static class KmsBlobs
{
    /// <summary>What KMS puts around a plaintext inside the CMS structure: 11 bytes of its own and a tag of 16.</summary>
    public const int InnerOverhead = 27;

    public const int HeaderBytes = 5;
    public const int FingerprintBytes = 32;
    public const int NonceBlockBytes = 17;
    public const int IvBytes = 12;

    private static int made;

    private const string Encrypted = "1.2.840.113549.1.7.6";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string Aes256Gcm = "2.16.840.1.101.3.4.1.46";

    /// <summary>A blob.</summary>
    /// <param name="plaintextBytes">Of how long a plaintext.</param>
    /// <param name="a">The second byte: 2 for a blob with the block of 17 bytes.</param>
    /// <param name="b">The third byte.</param>
    /// <param name="key">Which key: each number is another fingerprint.</param>
    /// <param name="block">What the 16 bytes after the fingerprint start with.</param>
    public static byte[] Make(int plaintextBytes = 32, byte a = 2, byte b = 2, byte key = 1, string block = "") =>
        Assemble(Cms(plaintextBytes + InnerOverhead), a, b, key, block);

    /// <summary>A blob like no other, as KMS makes them.</summary>
    public static byte[] Unique(byte key = 1) =>
        Make(key: key, block: Interlocked.Increment(ref made).ToString("x16", CultureInfo.InvariantCulture));

    /// <summary>A blob around a structure of the caller's.</summary>
    public static byte[] Assemble(byte[] cms, byte a = 2, byte b = 2, byte key = 1, string block = "")
    {
        byte[] noise = [.. Enumerable.Range(0, 16).Select(i => i < block.Length ? (byte)block[i] : (byte)(0xC0 + i))];
        byte[] nonceBlock = a == 2 ? [1, .. noise] : [];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, cms.Length);
        return [1, a, b, 0, 0x78, .. Fingerprint(key), .. nonceBlock, .. length, .. cms];
    }

    public static byte[] Fingerprint(byte key) => [.. Enumerable.Range(0, FingerprintBytes).Select(i => (byte)((key * 37) + i))];

    /// <summary>The CMS EncryptedData structure; each argument can be made wrong.</summary>
    public static byte[] Cms(
        int contentBytes, string type = Encrypted, int version = 0, string data = Data, string algorithm = Aes256Gcm,
        int ivBytes = IvBytes, int tagBytes = 16)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var zero = new Asn1Tag(TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSequence(zero))
            using (writer.PushSequence())
            {
                writer.WriteInteger(version);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(data);
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(algorithm);
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(Pattern(ivBytes));
                            writer.WriteInteger(tagBytes);
                        }
                    }

                    writer.WriteOctetString(Pattern(contentBytes), zero);
                }
            }
        }

        return writer.Encode();
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + 0x91))];
}
