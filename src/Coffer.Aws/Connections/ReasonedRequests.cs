using Coffer.Core.Configuration;

namespace Coffer.Aws.Connections;

/// <summary>
/// Puts a reason into the user agent of every request that leaves the process, made and signed by our code or the SDK's: no signature is
/// about the user agent.
/// </summary>
internal sealed class ReasonedRequests(HttpMessageHandler next, CallReason reason) : DelegatingHandler(next)
{
    private const string UserAgent = "User-Agent";

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var given = request.Headers.TryGetValues(UserAgent, out var values) ? string.Join(' ', values) : "coffer";
        request.Headers.Remove(UserAgent);
        request.Headers.TryAddWithoutValidation(UserAgent, $"{given} {reason.Token}");
        return base.SendAsync(request, cancellationToken);
    }
}
