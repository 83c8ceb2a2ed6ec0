using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Cli.Tests.TlsTests;

/// <summary>Certificates that are made as they are needed, valid from yesterday to tomorrow.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset Tomorrow = Yesterday.AddDays(2);

    /// <summary>One that signs others; by itself where nobody signs it.</summary>
    public static X509Certificate2 Authority(string name, X509Certificate2? issuer = null, ECDsa? key = null)
    {
        using var made = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = new CertificateRequest($"CN={name}", key ?? made!, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return issuer is null
            ? request.CreateSelfSigned(Yesterday.AddDays(-1), Tomorrow.AddDays(1))
            : Sign(request, issuer, key ?? made!, Tomorrow);
    }

    /// <summary>A server's.</summary>
    public static X509Certificate2 Server(
        X509Certificate2 issuer, string host = "localhost", bool expired = false, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return Sign(request, issuer, key, expired ? Yesterday.AddHours(1) : Tomorrow);
    }

    // Not by CertificateRequest.Create(issuer), which refuses to let somebody sign who may not.
    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, ECDsa key, DateTimeOffset until)
    {
        var identifier = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single();
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        using var signer = issuer.GetECDsaPrivateKey()!;
        using var signed = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), Yesterday, until, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
