using System.Net;

namespace Coffer.Aws.Connections;

/// <summary>
/// Which requests go through a proxy; the one place that decides it. Plain http never does, as a proxy would read it, and
/// neither does what is on this machine or its link. https does where <c>https_proxy</c> or <c>all_proxy</c> is set (each in
/// lower case first, then in upper case) and <c>no_proxy</c> does not name the host.
/// </summary>
internal sealed class ProxySettings : IWebProxy
{
    private static readonly string[] Names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private readonly Uri? proxy;
    private readonly ProxyBypass bypass;

    private ProxySettings(string variable, Uri? proxy, NetworkCredential? credentials, ProxyBypass bypass)
    {
        this.proxy = proxy;
        this.bypass = bypass;
        Description = $"the proxy '{proxy?.Authority}' of {variable}";
        Credentials = credentials is null ? null : new ProxyCredentials(credentials);
    }

    /// <summary>The proxy as messages call it, without its password.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>Reads the variables.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for one that names no proxy.</exception>
    public static ProxySettings From(Func<string, string?> variable)
    {
        var bypass = ProxyBypass.Parse(AwsSettings.Set(variable("no_proxy")) ?? AwsSettings.Set(variable("NO_PROXY")) ?? "");
        foreach (var name in Names)
        {
            if (AwsSettings.Set(variable(name)) is { } text)
            {
                var url = Parse(text) ?? throw Malformed(name);
                return new ProxySettings(name, new UriBuilder(url) { UserName = "", Password = "" }.Uri, CredentialsOf(url), bypass);
            }
        }

        return None;
    }

    /// <summary>No proxy for anybody.</summary>
    public static ProxySettings None { get; } = new(Names[0], null, null, ProxyBypass.Parse(""));

    /// <summary>The proxy that a request to a server goes through; null for none.</summary>
    public Uri? ProxyOf(Uri server) =>
        proxy is null || server.Scheme != Uri.UriSchemeHttps || HostKinds.IsNear(server) || bypass.Contains(server) ? null : proxy;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => ProxyOf(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => ProxyOf(host) is null;

    // As curl has it: http where no scheme is written. What SOCKS resolves itself, .NET lets the proxy resolve.
    private static Uri? Parse(string text)
    {
        var (scheme, rest) = text.IndexOf("://", StringComparison.Ordinal) is var end and >= 0
            ? (text[..end].ToLowerInvariant(), text[(end + 3)..])
            : ("http", text);
        scheme = scheme == "socks5h" ? "socks5" : scheme;
        if (scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5") || text.Any(char.IsWhiteSpace)
            || !Uri.TryCreate($"{scheme}://{rest}", UriKind.Absolute, out var url)
            || url is not { Host.Length: > 0, AbsolutePath: "/" or "", Query: "", Fragment: "" } || url.Port == 0)
        {
            return null;
        }

        return url.Port > 0 ? url : new UriBuilder(url) { Port = 1080 }.Uri;
    }

    private static NetworkCredential? CredentialsOf(Uri url)
    {
        if (url.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = url.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    // Without the text: it may hold a password.
    private static CofferException Malformed(string variable) => new(
        ErrorCode.Configuration,
        $"{variable} is not the URL of a proxy",
        "write http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT with special characters as %40; unset it where there is no proxy");

    // The other ways to sign in need a library of the system that a small image does not have.
    private sealed class ProxyCredentials(NetworkCredential own) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) => authType is "Basic" or "Digest" ? own : null;
    }
}
