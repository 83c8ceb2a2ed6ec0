using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Aws.Connections;
using Xunit;

namespace Coffer.Aws.Tests.Connections;

public sealed class EarlyConnectionsTests : IDisposable
{
    // How long a server waits for an end that does not come; it ends a hang, and measures nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate;
    private readonly EarlyConnections early = new(new Connector(() => new SslClientAuthenticationOptions
    {
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
    }), _ => false)
    {
        // What is too slow or too old is not this test's matter, however busy the machine is.
        Freshness = Patience,
        ConnectTimeout = Patience,
    };

    public EarlyConnectionsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        certificate = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        listener.Start();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri Server => new($"https://{(IPEndPoint)listener.LocalEndpoint}");

    [Fact]
    public async Task A_request_takes_the_one_that_is_open()
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = early.ConnectAsync });
        early.Open(Server, 1);
        using var accepted = await listener.AcceptTcpClientAsync(Stop);
        await using var secured = new SslStream(accepted.GetStream());
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Stop);
        var asked = client.GetAsync(Server, Stop);
        Assert.NotEqual(0, await secured.ReadAsync(new byte[4096], Stop).AsTask().WaitAsync(Patience, Stop));
        await secured.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), Stop);
        using var answer = await asked;
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task One_that_was_given_up_while_it_opened_is_closed()
    {
        using var given = new CancellationTokenSource();
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, _) =>
            {
                var connecting = early.ConnectAsync(context, given.Token).AsTask();
                await given.CancelAsync();
                return await connecting;
            },
        });
        early.Open(Server, 1);
        using var accepted = await listener.AcceptTcpClientAsync(Stop);
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(Server, Stop));
        await AssertClosedAsync(accepted);
    }

    [Fact]
    public async Task One_that_nobody_took_is_closed_at_the_end()
    {
        early.Open(Server, 1);
        using var accepted = await listener.AcceptTcpClientAsync(Stop);
        early.Dispose();
        await AssertClosedAsync(accepted);
    }

    [Fact]
    public async Task One_that_is_opened_after_the_end_is_closed()
    {
        early.Dispose();
        early.Open(Server, 1);
        using var accepted = await listener.AcceptTcpClientAsync(Stop);
        await AssertClosedAsync(accepted);
    }

    public void Dispose()
    {
        early.Dispose();
        listener.Dispose();
        certificate.Dispose();
    }

    // The handshake succeeds, so that there is a connection to close.
    private async Task AssertClosedAsync(TcpClient accepted)
    {
        await using var secured = new SslStream(accepted.GetStream());
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Stop);
        Assert.Equal(0, await secured.ReadAsync(new byte[1], Stop).AsTask().WaitAsync(Patience, Stop));
    }
}
