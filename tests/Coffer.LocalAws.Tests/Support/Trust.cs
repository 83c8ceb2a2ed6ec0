using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>Connections that trust one CA and no other.</summary>
internal static class Trust
{
    /// <param name="authority">The file of its certificate; null for none.</param>
    public static SocketsHttpHandler Handler(string? authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (authority is not null)
        {
            policy.CustomTrustStore.ImportFromPemFile(authority);
        }

        return new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }
}
