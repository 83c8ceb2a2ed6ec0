using System.Net;
using System.Text.RegularExpressions;

namespace Coffer.LocalAws.Hosting;

/// <summary>
/// The hosts that requests may name: loopback addresses, <c>localhost</c>, names below it, and what the user added.
/// A web page whose name was pointed at this machine names its own host, and is refused by it.
/// </summary>
internal sealed partial class ServedHosts(IEnumerable<string> further)
{
    private const string Localhost = "localhost";

    private readonly string[] names = [Localhost, .. further.Select(host => host.ToLowerInvariant())];

    /// <summary>Whether this is a name to give with <c>--allow-host</c>: no port, no address of a scheme.</summary>
    public static bool IsName(string host) => Name().IsMatch(host);

    /// <summary>Whether a request may name this host.</summary>
    public bool Has(string host) => Find(host) is not null;

    /// <summary>The labels in front of a host that is served, for example a bucket's name; empty where there are none.</summary>
    /// <returns>Null where the host is not served.</returns>
    public string? Find(string host)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        if (names.Contains(name, StringComparer.Ordinal) || IsLoopback(name))
        {
            return string.Empty;
        }

        foreach (var served in names)
        {
            if (name.EndsWith($".{served}", StringComparison.Ordinal))
            {
                return name[..^(served.Length + 1)];
            }
        }

        var inFront = InFrontOfAddress().Match(name);
        return inFront.Success && IsLoopback(inFront.Groups["address"].Value) ? inFront.Groups["labels"].Value : null;
    }

    /// <summary>Addresses in their usual spelling only: <c>2130706433</c> is 127.0.0.1 too, but no client writes that.</summary>
    private static bool IsLoopback(string host) =>
        IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)
        && (host == address.ToString() || host == $"[{address}]");

    [GeneratedRegex(@"\A(?<labels>[a-z0-9][a-z0-9.-]*)\.(?<address>[0-9]+(\.[0-9]+){3})\z")]
    private static partial Regex InFrontOfAddress();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();
}
