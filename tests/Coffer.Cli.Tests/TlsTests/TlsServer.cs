using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Cli.Tests.TlsTests;

/// <summary>A server on this machine that answers every request with 204 and shows a certificate of the test's making.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly SslStreamCertificateContext certificate;
    private readonly Task serving;

    public TlsServer(X509Certificate2 shown, params X509Certificate2[] intermediates)
    {
        certificate = SslStreamCertificateContext.Create(shown, [.. intermediates], offline: true);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Where it is, by its name.</summary>
    public Uri Address => new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How many connections came.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                Connections++;
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate });
            if (await tls.ReadAsync(new byte[4096]) > 0)
            {
                await tls.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client has refused the certificate.
        }
    }
}
