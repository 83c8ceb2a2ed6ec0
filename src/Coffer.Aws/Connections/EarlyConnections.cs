using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Coffer.Aws;

/// <summary>
/// Connections that are opened, TLS included, while something else is still awaited: a service is asked at once when its
/// turn comes. No request is made for it, so that none can fail or need a right.
/// </summary>
/// <param name="tls">How servers are trusted.</param>
internal sealed class EarlyConnections(Func<SslClientAuthenticationOptions> tls) : IDisposable
{
    // A server may close what is silent for long.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<Opening>> openings = new();
    private readonly ConcurrentDictionary<string, int> counts = new();

    /// <summary>Opens connections until so many have been opened to a server. Returns at once; no failure is told.</summary>
    public void Open(Uri server, int count)
    {
        // By a proxy, the connection is the proxy's matter.
        if (HttpClient.DefaultProxy.GetProxy(server) is { } proxy && proxy != server && !HttpClient.DefaultProxy.IsBypassed(server))
        {
            return;
        }

        var queue = openings.GetOrAdd(server.Authority, _ => new ConcurrentQueue<Opening>());
        var more = 0;
        counts.AddOrUpdate(server.Authority, _ => more = count, (_, old) =>
        {
            more = Math.Max(0, count - old);
            return Math.Max(count, old);
        });
        for (; more > 0; more--)
        {
            queue.Enqueue(new Opening(Task.Run(() => OpenAsync(server)), Environment.TickCount64));
        }
    }

    /// <summary>The handler's way to a connection: one that is open or about to be, or else a new one.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var server = context.InitialRequestMessage.RequestUri!;
        if (server.DnsSafeHost == context.DnsEndPoint.Host && server.Port == context.DnsEndPoint.Port
            && openings.TryGetValue(server.Authority, out var queue))
        {
            while (queue.TryDequeue(out var opening))
            {
                if (await opening.StreamAsync(cancellation).ConfigureAwait(false) is { } stream)
                {
                    return stream;
                }
            }
        }

        return await TcpAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var queue in openings.Values)
        {
            while (queue.TryDequeue(out var opening))
            {
                opening.Discard();
            }
        }
    }

    private async Task<Stream> OpenAsync(Uri server)
    {
        using var limit = new CancellationTokenSource(ConnectTimeout);
        var plain = await TcpAsync(new DnsEndPoint(server.DnsSafeHost, server.Port), limit.Token).ConfigureAwait(false);
        if (server.Scheme != Uri.UriSchemeHttps)
        {
            return plain;
        }

        // The handler takes a stream that has TLS already as it is.
        var secured = new SslStream(plain);
        try
        {
            var options = tls();
            options.TargetHost = server.IdnHost;
            await secured.AuthenticateAsClientAsync(options, limit.Token).ConfigureAwait(false);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Stream> TcpAsync(DnsEndPoint server, CancellationToken cancellation)
    {
#pragma warning disable CA2000 // the stream owns it
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed record Opening(Task<Stream> Stream, long Begun)
    {
        /// <summary>The connection, or null where it failed or is too old.</summary>
        public async Task<Stream?> StreamAsync(CancellationToken cancellation)
        {
            if (Environment.TickCount64 - Begun > Freshness.TotalMilliseconds)
            {
                Discard();
                return null;
            }

            try
            {
                return await Stream.WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                // The handler's own attempt says what is wrong.
                return null;
            }
        }

        public void Discard() => _ = Stream.ContinueWith(
            static opened =>
            {
                if (opened.IsCompletedSuccessfully)
                {
                    opened.Result.Dispose();
                }
                else
                {
                    _ = opened.Exception;
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
