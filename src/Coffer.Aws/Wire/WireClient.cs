using System.Net;
using System.Runtime.ExceptionServices;
using Coffer.Aws.Calls;
using Coffer.Aws.Credentials;

namespace Coffer.Aws.Wire;

/// <summary>One service, asked without the SDK. A call is one request; what is repeated is decided by <see cref="AwsCalls"/>.</summary>
/// <param name="http">The way out.</param>
/// <param name="address">Where the service is.</param>
/// <param name="service">The service, as signatures and <see cref="Answers.ErrorTable"/> name it: <c>kms</c>, <c>s3</c>.</param>
/// <param name="region">The region that is asked.</param>
/// <param name="credentials">Whose keys sign.</param>
/// <param name="clock">The time in signatures.</param>
internal sealed class WireClient(
    Lazy<HttpMessageInvoker> http, ServiceAddress address, string service, string region, CachedCredentials credentials, WireClock clock)
{
    private readonly Signer signer = new(region, service);

    /// <summary>Where the service is.</summary>
    public ServiceAddress Address => address;

    /// <summary>Sends a request.</summary>
    /// <returns>The answer, its body not yet read: 2xx, or 304 where that was asked for.</returns>
    /// <exception cref="Answers.RefusedException">The service refused.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        RequestToSign request, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var keys = await credentials.KeysAsync().WaitAsync(cancellation).ConfigureAwait(false);
        using var message = WireMessage.Of(address.Server, request, content, signer, keys, clock.Now);
        var answer = await SendAsync(message, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode
            || (answer.StatusCode == HttpStatusCode.NotModified && request.Headers.ContainsKey(WireRequests.Known)))
        {
            return answer;
        }

        using (answer)
        {
            var refusal = await WireErrors.ReadAsync(service, answer, cancellation).ConfigureAwait(false);
            if (FailureKinds.Of(refusal) == FailureKind.Skewed && refusal.Error.Date is { } said)
            {
                clock.Learn(said);
            }

            throw refusal;
        }
    }

    // A connection that ended is told as it is everywhere else, without the handler's exception around it.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        try
        {
            return await http.Value.SendAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is IOException ended)
        {
            ExceptionDispatchInfo.Throw(ended);
            throw;
        }
    }

    /// <summary>A header of an answer; null where it is not there.</summary>
    public static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
}
