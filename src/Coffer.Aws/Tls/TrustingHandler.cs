namespace Coffer.Aws.Tls;

/// <summary>Tells that a server is not trusted by the check's own exception, which nothing above tries again.</summary>
internal sealed class TrustingHandler(HttpMessageHandler connections) : DelegatingHandler(connections)
{
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
