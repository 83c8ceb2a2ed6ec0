using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Core.Model;

namespace Coffer.Aws.Tls;

/// <summary>
/// Checks a server's certificate against <see cref="TrustedRoots"/>. .NET itself would look in OpenSSL's folder only,
/// which a static binary's image does not have.
/// </summary>
internal sealed class ServerTrust(Func<string, string?> variable)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    // Found when the first certificate comes: plain http to this machine reads no file.
    private readonly Lazy<TrustedRoots> roots = new(() => TrustedRoots.Find(variable));

    private readonly TrustedServers servers = new(TimeProvider.System);

    /// <summary>What a connection is opened with. Its failure is an <see cref="UntrustedServerException"/> within others.</summary>
    public SslClientAuthenticationOptions Options()
    {
        // The other systems have a store of their own, which their users and companies add to.
        if (!OperatingSystem.IsLinux())
        {
            return new SslClientAuthenticationOptions();
        }

        // .NET looks for certificates in the user's home, and throws where neither HOME nor /etc/passwd names one. This
        // is its own copy of the environment: a command that is started has the one that we were started with.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HOME")))
        {
            Environment.SetEnvironmentVariable("HOME", "/nonexistent");
        }

        return new SslClientAuthenticationOptions
        {
            // .NET's own chain trusts nobody; it is built before we are asked, and must not take long.
            CertificateChainPolicy = Policy(),
            RemoteCertificateValidationCallback = Verify,
        };
    }

    private bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var host = AddressGrammar.Printable((sender as SslStream)?.TargetHostName ?? "");
        if (certificate is not X509Certificate2 server || chain is null)
        {
            throw Refused($"'{host}' shows no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw Refused($"the certificate is not for '{host}'");
        }

        if (servers.Contains(host, server))
        {
            return true;
        }

        var presented = chain.ChainPolicy.ExtraStore;
        var trusted = roots.Value;
        var issuers = presented.Append(server).Select(one => one.IssuerName);

        // A name may be written in more ways than one: before the last word all roots are tried.
        if (Build(server, presented, trusted.Certificates.Of(issuers)) is null
            || Build(server, presented, trusted.Certificates.All()) is not { } problem)
        {
            servers.Add(host, server);
            return true;
        }

        throw Refused(problem.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? $"the certificate of '{host}' has expired or is not valid yet, or this machine's clock is wrong"
            : $"the certificate of '{host}' is not trusted ({problem}): its issuer '{AddressGrammar.Printable(server.Issuer)}' leads to no "
                + $"root in {trusted.Where}");
    }

    private static X509ChainStatusFlags? Build(
        X509Certificate2 server, X509Certificate2Collection presented, X509Certificate2Collection anchors)
    {
        if (anchors.Count == 0)
        {
            return X509ChainStatusFlags.PartialChain;
        }

        using var chain = new X509Chain { ChainPolicy = Policy() };
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors);
        chain.ChainPolicy.ExtraStore.AddRange(presented);
        return chain.Build(server)
            ? null
            : chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
    }

    private static X509ChainPolicy Policy() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        ApplicationPolicy = { ServerAuthentication },
    };

    private static UntrustedServerException Refused(string message) => new(
        ErrorCode.Unreachable,
        message,
        "name the file with the right CA in AWS_CA_BUNDLE or SSL_CERT_FILE, or look at what stands between here and AWS");
}
