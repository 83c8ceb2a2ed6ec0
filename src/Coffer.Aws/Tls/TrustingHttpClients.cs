using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Coffer.Aws.Tls;

/// <summary>The SDK's HTTP clients, set as it sets its own, over <see cref="TrustingHandler"/>.</summary>
internal sealed class TrustingHttpClients(ServerTrust trust) : HttpClientFactory
{
    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var handler = new TrustingHandler(trust);
        var sockets = handler.Sockets;
        sockets.AllowAutoRedirect = clientConfig.AllowAutoRedirect;
        sockets.MaxConnectionsPerServer = clientConfig.MaxConnectionsPerServer ?? sockets.MaxConnectionsPerServer;
        sockets.ConnectTimeout = clientConfig.ConnectTimeout ?? sockets.ConnectTimeout;
        sockets.Proxy = clientConfig.GetWebProxy() ?? sockets.Proxy;

        var client = new HttpClient(handler);
        client.Timeout = clientConfig.Timeout ?? client.Timeout;
        return client;
    }
}
