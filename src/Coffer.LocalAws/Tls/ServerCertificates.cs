using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Tls;

/// <summary>The certificates of <c>--tls</c>, made at every start by the server's CA.</summary>
internal sealed class ServerCertificates : IDisposable
{
    private const string Localhost = "localhost";
    private const int DaysValid = 397;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const UnixFileMode ReadableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly ConcurrentDictionary<string, X509Certificate2> issued = new(StringComparer.OrdinalIgnoreCase);

    private readonly X509Certificate2 authority;
    private readonly TimeProvider clock;
    private readonly ServedHosts hosts;

    /// <summary>Opens the CA, and writes its certificate to the file that was asked for.</summary>
    /// <exception cref="StartupException">The file cannot be written, or the kept CA is damaged.</exception>
    public ServerCertificates(Options options, TimeProvider clock, IStateStore state, StateDisk disk)
    {
        this.clock = clock;
        hosts = new ServedHosts(options.Hosts);
        authority = CertificateAuthority.Open(state, clock);
        Publish(disk, authority, Path.GetFullPath(options.Tls!));
    }

    /// <summary>
    /// The certificate for the name a client asks for. A bucket's own name has one of its own: OpenSSL takes no
    /// wildcard for all names below a top-level one (https://docs.openssl.org/3.0/man3/X509_check_host/).
    /// </summary>
    public X509Certificate2 For(string? name) =>
        issued.GetOrAdd(name is not null && hosts.Has(name) ? name : Localhost, Issue);

    public void Dispose()
    {
        authority.Dispose();
        foreach (var certificate in issued.Values)
        {
            certificate.Dispose();
        }
    }

    private static void Publish(StateDisk disk, X509Certificate2 authority, string path)
    {
        try
        {
            disk.Write(path, Encoding.ASCII.GetBytes(authority.ExportCertificatePem() + "\n"));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, ReadableByAll);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.CannotWrite, $"cannot write the CA's certificate to '{path}': {e.Message}", e);
        }
    }

    private X509Certificate2 Issue(string name)
    {
        var now = clock.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=coffer-local", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        var end = now.AddDays(DaysValid) < authority.NotAfter ? now.AddDays(DaysValid) : authority.NotAfter;
        using var certificate = request.Create(
            authority, now.AddDays(-1) > authority.NotBefore ? now.AddDays(-1) : authority.NotBefore, end, serial);
        return certificate.CopyWithPrivateKey(key);
    }
}
