using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Example;

/// <summary>A certificate for this machine, so that the example needs no other program. A real one is from a CA.</summary>
internal static class SelfSignedCertificate
{
    /// <summary>Writes certificate and private key as PEM.</summary>
    public static void Write(TextWriter output)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        output.WriteLine(certificate.ExportCertificatePem());
        output.WriteLine(key.ExportPkcs8PrivateKeyPem());
    }
}
