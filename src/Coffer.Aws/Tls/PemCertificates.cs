using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Aws.Tls;

/// <summary>
/// The certificates of PEM files. Only the subject of each is read until one is needed: to parse all 140 of a usual
/// bundle takes OpenSSL longer than the rest of an <c>exec</c>.
/// </summary>
internal sealed class PemCertificates
{
    private readonly List<(byte[] Subject, byte[] Der)> certificates = [];

    /// <summary>How many there are.</summary>
    public int Count => certificates.Count;

    /// <summary>Adds what a file holds.</summary>
    /// <returns>False where a block in it is no certificate; what stands before and behind it is added.</returns>
    public bool Add(ReadOnlySpan<byte> pem)
    {
        var wellFormed = true;
        while (PemEncoding.TryFindUtf8(pem, out var block))
        {
            if (pem[block.Label].SequenceEqual("CERTIFICATE"u8))
            {
                wellFormed &= TryAdd(pem[block.Base64Data], block.DecodedDataLength);
            }

            pem = pem[block.Location.End..];
        }

        // A block that was cut off is not found at all.
        return wellFormed && pem.IndexOf("-----BEGIN CERTIFICATE-----"u8) < 0;
    }

    /// <summary>The certificates that these names may mean.</summary>
    public X509Certificate2Collection Of(IEnumerable<X500DistinguishedName> subjects)
    {
        var wanted = subjects.Select(name => name.RawData).ToList();
        return Parse(certificates.Where(one => wanted.Exists(name => name.AsSpan().SequenceEqual(one.Subject))));
    }

    /// <summary>All of them.</summary>
    public X509Certificate2Collection All() => Parse(certificates);

    private static X509Certificate2Collection Parse(IEnumerable<(byte[] Subject, byte[] Der)> some)
    {
        var parsed = new X509Certificate2Collection();
        foreach (var (_, der) in some)
        {
            try
            {
                parsed.Add(X509CertificateLoader.LoadCertificate(der));
            }
            catch (CryptographicException)
            {
                // One that OpenSSL does not understand makes nobody trusted.
            }
        }

        return parsed;
    }

    private bool TryAdd(ReadOnlySpan<byte> base64, int length)
    {
        var der = new byte[length];
        try
        {
            // PEM is wrapped at 64 characters, which Base64 takes for white space.
            if (Base64.DecodeFromUtf8(base64, der, out _, out var written) != System.Buffers.OperationStatus.Done || written != length)
            {
                return false;
            }

            certificates.Add((SubjectOf(der), der));
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    // RFC 5280, 4.1: version [0], serialNumber, signature, issuer, validity, subject.
    private static byte[] SubjectOf(byte[] der)
    {
        var body = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            body.ReadEncodedValue();
        }

        for (var field = 0; field < 4; field++)
        {
            body.ReadEncodedValue();
        }

        return body.ReadEncodedValue().ToArray();
    }
}
