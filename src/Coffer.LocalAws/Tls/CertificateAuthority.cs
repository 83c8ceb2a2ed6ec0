using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Tls;

/// <summary>The server's own CA. It stays the same as long as the state folder does.</summary>
internal static class CertificateAuthority
{
    private const string Collection = "tls";
    private const string Document = "ca.pem";
    private const int Years = 10;

    /// <summary>The CA with its private key.</summary>
    /// <exception cref="StartupException">The file it is kept in is damaged.</exception>
    public static X509Certificate2 Open(IStateStore state, TimeProvider clock)
    {
        foreach (var (name, content) in state.Load(Collection))
        {
            if (name == Document)
            {
                return Parse(Encoding.ASCII.GetString(content));
            }
        }

        var made = Create(clock.GetUtcNow());
        using var key = made.GetECDsaPrivateKey()!;
        state.Save(Collection, Document, Encoding.ASCII.GetBytes($"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
        return made;
    }

    private static X509Certificate2 Parse(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (CryptographicException e)
        {
            throw new StartupException(ExitCode.Malformed, $"the state file '{Collection}/{Document}' is damaged", e);
        }
    }

    private static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=coffer-local CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
    }
}
