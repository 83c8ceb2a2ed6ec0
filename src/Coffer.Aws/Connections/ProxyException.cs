using System.Net;

namespace Coffer.Aws.Connections;

/// <summary>The proxy does not let a request through, or is not there.</summary>
internal sealed class ProxyException : NoWayException
{
    private const string Look = "look at the proxy; NO_PROXY names hosts that are reached without it";

    private ProxyException(string message, string hint, bool passes)
        : base(ErrorCode.Unreachable, message, hint, passes)
    {
    }

    /// <summary>What a failure says of the proxy; null where it is not the proxy's.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="server">Who was asked for.</param>
    /// <param name="failure">How the request failed.</param>
    public static ProxyException? Of(ProxySettings proxy, Uri server, Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refused => Refused(proxy, server, refused.StatusCode),
        HttpRequestException { InnerException: UnknownHostException unknown } =>
            new ProxyException($"{proxy.Description} cannot be reached ({unknown.Reason})", Look, unknown.Passes),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            new ProxyException($"{proxy.Description} cannot be reached ({Reason(failure)})", Look, passes: true),

        // The handler's own limit for a connection; ours end by their tokens.
        OperationCanceledException { InnerException: TimeoutException } =>
            new ProxyException($"{proxy.Description} did not answer in time", Look, passes: true),
        _ => null,
    };

    private static ProxyException Refused(ProxySettings proxy, Uri server, HttpStatusCode? status) => status switch
    {
        HttpStatusCode.ProxyAuthenticationRequired when proxy.Credentials is null => new ProxyException(
            $"{proxy.Description} wants a user and a password (407)",
            "write them into the variable: http://USER:PASSWORD@HOST:PORT",
            passes: false),
        HttpStatusCode.ProxyAuthenticationRequired => new ProxyException(
            $"{proxy.Description} does not take the user and the password (407)",
            "look at them in the variable; special characters are written as %40, and only Basic and Digest are known",
            passes: false),
        HttpStatusCode.Forbidden => new ProxyException(
            $"{proxy.Description} does not let through to '{server.IdnHost}' (403)",
            "let it allow that host, or name the host in NO_PROXY",
            passes: false),
        { } other => new ProxyException($"{proxy.Description} answered {(int)other}", Look, (int)other is >= 500 or 429 or 408),
        null => new ProxyException($"{proxy.Description} does not answer as a proxy", Look, passes: true),
    };

    private static string Reason(Exception failure) => AwsFailure.SocketReason(failure) ?? "it closed the connection";
}
