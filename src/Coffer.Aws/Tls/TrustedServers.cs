using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Aws.Tls;

/// <summary>
/// Certificates that were found good for a host: with a connection a secret, the same one comes again and again, and to build its chain is
/// half of a handshake's work. A server that shows it has its key, whatever else it shows. What was refused is looked at each time.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class TrustedServers(TimeProvider clock)
{
    // A load and its repetitions; certificates above it may expire in a process that lives for months.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, long> found = new(StringComparer.Ordinal);

    /// <summary>Whether it was found good a short while ago.</summary>
    public bool Contains(string host, X509Certificate2 server) =>
        found.TryGetValue(NameOf(host, server), out var since) && clock.GetElapsedTime(since) < Kept;

    /// <summary>It was found good.</summary>
    public void Add(string host, X509Certificate2 server) => found[NameOf(host, server)] = clock.GetTimestamp();

    private static string NameOf(string host, X509Certificate2 server) =>
        $"{host} {server.GetCertHashString(HashAlgorithmName.SHA256)}";
}
