using System.Net;
using System.Net.Sockets;

namespace Coffer.Aws.Connections;

/// <summary>What an address says of where its host is. Names are not resolved: an answer of DNS decides nothing here.</summary>
internal static class HostKinds
{
    private const string LocalName = "localhost";

    /// <summary>The range in which AWS has its services of a host for IPv6, as 169.254.0.0/16 is it for IPv4.</summary>
    private static readonly IPNetwork AwsLocal = IPNetwork.Parse("fd00:ec2::/32");
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    /// <summary>The address that a host is written as, IPv4 within IPv6 as IPv4; null for a name.</summary>
    public static IPAddress? AddressOf(string host) =>
        !IPAddress.TryParse(host, out var address) ? null : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>
    /// Whether a name is this machine's own, which no resolver is asked for (RFC 6761, section 6.3): what goes there may be plaintext.
    /// </summary>
    public static bool IsLocalName(string name) => name.TrimEnd('.').Equals(LocalName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what is sent there stays on this machine.</summary>
    public static bool IsLoopback(Uri server) =>
        AddressOf(server.DnsSafeHost) is { } address ? IPAddress.IsLoopback(address) : IsLocalName(server.IdnHost);

    /// <summary>
    /// Whether only this machine, or its link, can be meant: a proxy would look for it on its own. Names below <c>localhost</c> are meant
    /// for this machine as well.
    /// </summary>
    public static bool IsNear(Uri server) =>
        IsLoopback(server)
        || (AddressOf(server.DnsSafeHost) is { } address
            ? address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || IsLinkLocal(address)
            : NameOf(server).EndsWith("." + LocalName, StringComparison.Ordinal));

    private static bool IsLinkLocal(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6LinkLocal || AwsLocal.Contains(address)
        : LinkLocal.Contains(address);

    /// <summary>A host's name as names are compared.</summary>
    public static string NameOf(Uri server) => server.IdnHost.TrimEnd('.').ToLowerInvariant();
}
