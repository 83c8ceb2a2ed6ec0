using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>The private keys that go into releases: a container has one of a service, and it must open all its files.</summary>
internal static class WholePairs
{
    /// <summary>The sealed private keys by service.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> for a file that one would not open.</exception>
    public static Dictionary<string, ReadOnlyMemory<byte>> Of(
        SecretRepository repository, string environment, IEnumerable<(SecretAddress Address, byte[] Content)> secrets)
    {
        var files = new PairFiles(repository);
        var seeds = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var service in secrets.GroupBy(secret => secret.Address.Service))
        {
            var seed = files.FindSeed(environment, service.Key);
            if (seed is { } found)
            {
                seeds.Add(service.Key, found);
            }

            var forPair = service.Select(secret => (secret.Address, Content: SealedContent.Of(secret.Content)))
                .Where(secret => secret.Content.Format == SealedFormat.Service)
                .ToList();
            if (forPair.Count > 0)
            {
                Require(files, environment, service.Key, seed is not null, forPair);
            }
        }

        return seeds;
    }

    private static void Require(
        PairFiles files, string environment, string service, bool hasSeed, List<(SecretAddress Address, SealedContent Content)> forPair)
    {
        if (files.FindNext(environment, service) is not null)
        {
            throw Bad(
                $"the rotation of the key pair of '{environment}/{service}' was interrupted: no one key opens all of its files",
                $"'coffer key rotate {environment}/{service}' finishes it");
        }

        var id = hasSeed ? files.FindPublic(environment, service)?.IdText : null;
        if (forPair.Find(secret => secret.Content.KeyId != id || id is null) is { Address: { } address } other)
        {
            throw Bad(
                $"'{address}' would not open: {other.Content.Problem ?? "it is sealed for another key pair than is here"}",
                "'coffer verify' shows all such files, and what to do");
        }
    }

    private static CofferException Bad(string message, string hint) => new(ErrorCode.Malformed, message, hint);
}
