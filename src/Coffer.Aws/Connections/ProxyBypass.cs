using System.Globalization;
using System.Net;

namespace Coffer.Aws.Connections;

/// <summary>
/// What <c>no_proxy</c> names, as curl, Go and the AWS CLI take it: <c>*</c>; a domain, which means its subdomains too; one
/// with a dot or <c>*.</c> before it, which means its subdomains alone; an address; a network (<c>10.0.0.0/8</c>); a port
/// behind a host. Commas or blanks divide.
/// </summary>
internal sealed class ProxyBypass
{
    private readonly List<Func<Uri, bool>> rules = [];

    private ProxyBypass()
    {
    }

    /// <summary>Reads a list. An entry that is none of these names no host.</summary>
    public static ProxyBypass Parse(string text)
    {
        var bypass = new ProxyBypass();
        foreach (var entry in text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            bypass.rules.Add(Rule(entry.ToLowerInvariant()));
        }

        return bypass;
    }

    /// <summary>Whether it names a server.</summary>
    public bool Contains(Uri server) => rules.Exists(rule => rule(server));

    private static Func<Uri, bool> Rule(string entry)
    {
        if (entry == "*")
        {
            return _ => true;
        }

        if (entry.Contains('/', StringComparison.Ordinal))
        {
            return IsNetwork(entry, out var network)
                ? server => HostKinds.AddressOf(server.DnsSafeHost) is { } address && network.Contains(address)
                : _ => false;
        }

        var (host, port) = Divide(entry);
        if (HostKinds.AddressOf(host) is { } own)
        {
            return server => IsPort(server, port) && own.Equals(HostKinds.AddressOf(server.DnsSafeHost));
        }

        var name = host.TrimEnd('.');
        if (name.StartsWith("*.", StringComparison.Ordinal))
        {
            name = name[1..];
        }

        var suffix = name.StartsWith('.') ? name : "." + name;
        return server => name.Length > 0 && IsPort(server, port) && HostKinds.NameOf(server) is var asked
            && (asked == name || (asked.EndsWith(suffix, StringComparison.Ordinal) && asked.Length > suffix.Length));
    }

    // A network's address may have bits set behind its length, as in 10.1.2.3/8.
    private static bool IsNetwork(string entry, out IPNetwork network)
    {
        network = default;
        var parts = entry.Split('/');
        if (parts.Length != 2
            || !IPAddress.TryParse(parts[0], out var address)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        if (length > bytes.Length * 8)
        {
            return false;
        }

        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }

    private static (string Host, int? Port) Divide(string entry)
    {
        if (entry.StartsWith('[') && entry.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
        {
            return (entry[1..end], entry.Length > end + 1 ? PortOf(entry[(end + 2)..]) : null);
        }

        var colon = entry.LastIndexOf(':');
        return colon >= 0 && entry.IndexOf(':', StringComparison.Ordinal) == colon
            ? (entry[..colon], PortOf(entry[(colon + 1)..]))
            : (entry, null);
    }

    // What is no port is the port of no server.
    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1;

    private static bool IsPort(Uri server, int? port) => port is null || port == server.Port;
}
