using System.Collections.Concurrent;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Aws.Connections;

/// <summary>
/// Connections that are opened, TLS included, while something else is still awaited: a service is asked at once when its
/// turn comes. No request is made for it, so that none can fail or need a right.
/// </summary>
/// <param name="connector">Opens them, and those that are needed at once.</param>
/// <param name="isProxied">Whether a server is reached through a proxy.</param>
internal sealed class EarlyConnections(Connector connector, Func<Uri, bool> isProxied) : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Opening>> openings = new();
    private readonly ConcurrentDictionary<string, int> counts = new();
    private volatile bool isClosed;

    /// <summary>How old one may be that is taken: a server may close what is silent for long.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one may take to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Opens connections until so many have been opened to a server. Returns at once; no failure is told.</summary>
    public void Open(Uri server, int count)
    {
        // By a proxy, the connection is the proxy's matter.
        if (isProxied(server))
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

        // A load that is given up may go on for a moment.
        if (isClosed)
        {
            DiscardAll();
        }
    }

    /// <summary>The handler's way to a connection: one that is open or about to be, or else a new one.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var server = context.InitialRequestMessage.RequestUri!;
        if (server.DnsSafeHost != context.DnsEndPoint.Host || server.Port != context.DnsEndPoint.Port)
        {
            // This is a proxy's. The handler asks it for the way, and has TLS with the server itself.
            return await Connector.TcpAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
        }

        if (openings.TryGetValue(server.Authority, out var queue))
        {
            while (queue.TryDequeue(out var opening))
            {
                if (await opening.StreamAsync(Freshness, cancellation).ConfigureAwait(false) is { } stream)
                {
                    return stream;
                }
            }
        }

        // The handler takes a stream that has TLS already as it is.
        return await connector.OpenAsync(server, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isClosed = true;
        DiscardAll();
    }

    private void DiscardAll()
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
        return await connector.OpenAsync(server, limit.Token).ConfigureAwait(false);
    }

    private sealed record Opening(Task<Stream> Stream, long Begun)
    {
        /// <summary>The connection, or null where it failed or is too old.</summary>
        public async Task<Stream?> StreamAsync(TimeSpan freshness, CancellationToken cancellation)
        {
            if (Environment.TickCount64 - Begun > freshness.TotalMilliseconds)
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
            catch
            {
                // Nobody else knows of it.
                Discard();
                throw;
            }
        }

        public void Discard() => Stream.Abandon();
    }
}
