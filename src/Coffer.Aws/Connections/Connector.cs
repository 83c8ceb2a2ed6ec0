using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Coffer.Aws.Connections;

/// <summary>
/// Opens connections, TLS included. A handshake is a millisecond of work, which a small task has little of: so few run at
/// a time, and a request that waits for its turn takes a connection that another has done with, if one comes first.
/// </summary>
/// <param name="tls">How servers are trusted.</param>
[SuppressMessage(
    "Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing; who is in it at the end must get out.")]
internal sealed class Connector(Func<SslClientAuthenticationOptions> tls)
{
    // Enough to have work while some wait for the network.
    private const int HandshakesAtOnce = 8;

    // Where the local AWS is comes first.
    private static readonly IPAddress[] Local = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private readonly SemaphoreSlim handshakes = new(HandshakesAtOnce);

    /// <summary>A connection to a server: TCP for http, TLS for https.</summary>
    public async Task<Stream> OpenAsync(Uri server, CancellationToken cancellation)
    {
        var address = new DnsEndPoint(server.DnsSafeHost, server.Port);
        if (server.Scheme != Uri.UriSchemeHttps)
        {
            return await NamedAsync(address, cancellation).ConfigureAwait(false);
        }

        await handshakes.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await SecureAsync(server, address, cancellation).ConfigureAwait(false);
        }
        finally
        {
            handshakes.Release();
        }
    }

    /// <summary>A connection by TCP alone; a name that leads nowhere is named.</summary>
    /// <exception cref="UnknownHostException">The name has no address.</exception>
    public static async ValueTask<Stream> NamedAsync(DnsEndPoint server, CancellationToken cancellation)
    {
        try
        {
            return await TcpAsync(server, cancellation).ConfigureAwait(false);
        }
        catch (SocketException exception) when (
            exception.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData)
        {
            throw new UnknownHostException(server.Host, passes: exception.SocketErrorCode == SocketError.TryAgain);
        }
    }

    /// <summary>A connection by TCP alone.</summary>
    public static async Task<Stream> TcpAsync(DnsEndPoint server, CancellationToken cancellation)
    {
#pragma warning disable CA2000 // the stream owns it
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            if (HostKinds.IsLocalName(server.Host))
            {
                await socket.ConnectAsync(Local, server.Port, cancellation).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> SecureAsync(Uri server, DnsEndPoint address, CancellationToken cancellation)
    {
        var secured = new SslStream(await NamedAsync(address, cancellation).ConfigureAwait(false));
        try
        {
            var options = tls();
            options.TargetHost = server.IdnHost;
            await secured.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
