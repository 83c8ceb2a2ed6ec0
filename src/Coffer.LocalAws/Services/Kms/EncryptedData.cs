using System.Formats.Asn1;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// CMS EncryptedData with AES-256-GCM, in DER: https://www.rfc-editor.org/rfc/rfc5652#section-8 and
/// https://www.rfc-editor.org/rfc/rfc5084#section-3.2
/// </summary>
/// <param name="Nonce">12 bytes.</param>
/// <param name="Content">The ciphertext and its tag of 16 bytes.</param>
internal sealed record EncryptedData(byte[] Nonce, byte[] Content)
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    private const string EncryptedDataOid = "1.2.840.113549.1.7.6";
    private const string DataOid = "1.2.840.113549.1.7.1";
    private const string Aes256GcmOid = "2.16.840.1.101.3.4.1.46";

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Implicit0 = new(TagClass.ContextSpecific, 0);

    /// <summary>Null for what is not exactly what <see cref="ToBytes"/> writes.</summary>
    public static EncryptedData? Parse(ReadOnlySpan<byte> bytes)
    {
        EncryptedData message;
        try
        {
            var content = new AsnReader(bytes.ToArray(), AsnEncodingRules.DER).ReadSequence();
            content.ReadObjectIdentifier();
            var data = content.ReadSequence(Explicit0).ReadSequence();
            data.ReadInteger();
            var info = data.ReadSequence();
            info.ReadObjectIdentifier();
            var algorithm = info.ReadSequence();
            algorithm.ReadObjectIdentifier();
            message = new EncryptedData(algorithm.ReadSequence().ReadOctetString(), info.ReadOctetString(Implicit0));
        }
        catch (AsnContentException)
        {
            return null;
        }

        // Everything else is constant, so one comparison checks it all.
        return message.Nonce.Length == NonceLength
            && message.Content.Length > TagLength
            && bytes.SequenceEqual(message.ToBytes()) ? message : null;
    }

    public byte[] ToBytes()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(EncryptedDataOid);
            using (writer.PushSequence(Explicit0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(DataOid);
                    WriteAlgorithm(writer);
                    writer.WriteOctetString(Content, Implicit0);
                }
            }
        }

        return writer.Encode();
    }

    private void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Aes256GcmOid);
            using (writer.PushSequence())
            {
                writer.WriteOctetString(Nonce);
                writer.WriteInteger(TagLength);
            }
        }
    }
}
