using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Hosting;

/// <summary>
/// Keeps web pages out. The credentials are known to all, so a page in a browser on this machine could sign whatever it likes.
/// A page shows by its host (DNS rebinding), by an Origin header, or by what the browser says of it.
/// </summary>
internal static class BrowserCheck
{
    /// <exception cref="AwsException">The request comes from a web page, or names a host that is not served.</exception>
    public static void Require(HttpRequest request, ServedHosts hosts)
    {
        if (!hosts.Has(request.Host.Host))
        {
            throw Refuse("does not answer for the host that this request names. Use 127.0.0.1, or start it with --allow-host "
                + "and that name");
        }

        // 'none' is what somebody typed into the browser; a page of any other port of this machine is 'same-site'.
        if (request.Headers.ContainsKey("Origin")
            || (request.Headers.TryGetValue("Sec-Fetch-Site", out var from) && from != "none"))
        {
            throw Refuse("answers no web page: this request comes from one (it has an Origin or a Sec-Fetch-Site header)");
        }
    }

    private static AwsException Refuse(string why) => new(StatusCodes.Status403Forbidden, "AccessDenied", $"coffer-local {why}");
}
