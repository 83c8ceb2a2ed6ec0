namespace Coffer.Aws.Connections;

/// <summary>Tells why there is no way to a server by our own exception, without the handler's exceptions around it.</summary>
/// <param name="connections">What sends.</param>
/// <param name="proxies">Which requests go through a proxy.</param>
internal sealed class NamedFailures(HttpMessageHandler connections, ProxySettings proxies) : DelegatingHandler(connections)
{
    /// <inheritdoc/>
    /// <exception cref="NoWayException">A server is not trusted, or a proxy does not do its work.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is NoWayException known
            && !(known is UnknownHostException && proxies.ProxyOf(request.RequestUri!) is not null))
        {
            throw known;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested
            && request.RequestUri is { } server
            && proxies.ProxyOf(server) is not null)
        {
            if (ProxyException.Of(proxies, server, exception) is { } named)
            {
                throw named;
            }

            throw;
        }
    }
}
