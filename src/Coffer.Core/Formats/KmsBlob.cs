using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace Coffer.Core.Formats;

/// <summary>
/// The readable outside of a KMS <c>CiphertextBlob</c> of a symmetric key. AWS does not document it; it is what hundreds
/// of published blobs have in common (docs/decisions), so what does not fit is doubtful, not wrong.
/// </summary>
/// <param name="Fingerprint">32 bytes, as lower-case hexadecimal, that all blobs of one key share.</param>
/// <param name="PlaintextBytes">The plaintext's length, in bytes.</param>
/// <param name="IsLocal">Whether <c>coffer-local</c> made it.</param>
internal sealed record KmsBlob(string Fingerprint, int PlaintextBytes, bool IsLocal)
{
    /// <summary>The longest plaintext of KMS Encrypt, in bytes:
    /// https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html</summary>
    public const int MaxPlaintextBytes = 4096;

    /// <summary>The longest CiphertextBlob that KMS takes, in bytes:
    /// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html</summary>
    public const int MaxBytes = 6144;

    // 16 bytes of GCM tag, and 11 that KMS adds to the plaintext.
    private const int ContentOverhead = 27;
    private const int HeaderBytes = 5;
    private const int FingerprintBytes = 32;
    private const int NonceBlockBytes = 17;

    /// <summary>Reads the outside of a blob.</summary>
    /// <returns>False where it is not of the known shape.</returns>
    public static bool TryParse(ReadOnlySpan<byte> blob, [NotNullWhen(true)] out KmsBlob? parsed)
    {
        parsed = null;
        if (blob.Length is < HeaderBytes + FingerprintBytes or > MaxBytes
            || blob is not [1, 1 or 2, 1 or 2 or 3, 0, 0x78, ..])
        {
            return false;
        }

        var rest = blob[(HeaderBytes + FingerprintBytes)..];
        var isLocal = false;
        if (blob[1] == 2)
        {
            if (rest.Length < NonceBlockBytes || rest[0] != 1)
            {
                return false;
            }

            isLocal = rest[1..NonceBlockBytes].StartsWith("coffer-local"u8);
            rest = rest[NonceBlockBytes..];
        }

        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) != rest.Length - 4
            || !TryReadContentLength(rest[4..], out var content) || content <= ContentOverhead)
        {
            return false;
        }

        parsed = new KmsBlob(
            Convert.ToHexStringLower(blob.Slice(HeaderBytes, FingerprintBytes)), content - ContentOverhead, isLocal);
        return true;
    }

    /// <summary>CMS EncryptedData (RFC 5652, section 8) with AES-256-GCM (RFC 5084), and nothing after it.</summary>
    private static bool TryReadContentLength(ReadOnlySpan<byte> der, out int length)
    {
        length = 0;
        try
        {
            var outer = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var contentInfo = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var typeIsRight = contentInfo.ReadObjectIdentifier() == "1.2.840.113549.1.7.6";
            var explicitly = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
            contentInfo.ThrowIfNotEmpty();
            var encryptedData = explicitly.ReadSequence();
            explicitly.ThrowIfNotEmpty();
            var versionIsRight = encryptedData.ReadInteger() == 0;
            var encryptedContent = encryptedData.ReadSequence();
            encryptedData.ThrowIfNotEmpty();
            var dataIsRight = encryptedContent.ReadObjectIdentifier() == "1.2.840.113549.1.7.1";
            var algorithm = encryptedContent.ReadSequence();
            var algorithmIsRight = algorithm.ReadObjectIdentifier() == "2.16.840.1.101.3.4.1.46";
            var parameters = algorithm.ReadSequence();
            algorithm.ThrowIfNotEmpty();
            var nonceIsRight = parameters.ReadOctetString().Length == 12;
            var tagIsRight = parameters.ReadInteger() == 16;
            parameters.ThrowIfNotEmpty();
            length = encryptedContent.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0)).Length;
            encryptedContent.ThrowIfNotEmpty();
            return typeIsRight && versionIsRight && dataIsRight && algorithmIsRight && nonceIsRight && tagIsRight;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
