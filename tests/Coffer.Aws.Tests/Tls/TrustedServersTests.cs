using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Aws.Tls;
using Xunit;

namespace Coffer.Aws.Tests.Tls;

/// <summary>A verdict is kept for one certificate, one host and a short time.</summary>
public sealed class TrustedServersTests
{
    [Fact]
    public void A_verdict_is_of_one_certificate_and_host_and_gets_old()
    {
        var clock = new Clock();
        var servers = new TrustedServers(clock);
        using X509Certificate2 one = Certificate(), other = Certificate();
        Assert.False(servers.Contains("s3.example", one));
        servers.Add("s3.example", one);
        Assert.True(servers.Contains("s3.example", one));
        Assert.False(servers.Contains("kms.example", one));
        Assert.False(servers.Contains("s3.example", other));
        clock.Now = TimeSpan.FromMinutes(6);
        Assert.False(servers.Contains("s3.example", one));
        servers.Add("s3.example", one);
        Assert.True(servers.Contains("s3.example", one));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=s3.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
