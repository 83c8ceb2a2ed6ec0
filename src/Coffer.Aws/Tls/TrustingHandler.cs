using System.Diagnostics.CodeAnalysis;

namespace Coffer.Aws.Tls;

/// <summary>Sends requests to servers that <see cref="ServerTrust"/> trusts.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The inner handler is disposed of with this one.")]
internal sealed class TrustingHandler(ServerTrust trust)
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = trust.Options() })
{
    /// <summary>What opens and keeps the connections.</summary>
    public SocketsHttpHandler Sockets => (SocketsHttpHandler)InnerHandler!;

    /// <inheritdoc/>
    /// <exception cref="UntrustedServerException">As the check threw it, without the exceptions around it.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is UntrustedServerException refused)
        {
            throw refused;
        }
    }
}
