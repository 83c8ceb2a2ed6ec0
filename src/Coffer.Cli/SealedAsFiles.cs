using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli;

/// <summary>What <c>coffer mv --sealed-as</c> makes of each file, in memory: secrets, and the key pairs that came with them.</summary>
internal sealed class SealedAsFiles(SecretRepository repository, MoveEnds ends) : IDisposable
{
    private readonly Dictionary<(string Environment, string Service), ArrivedPair> arrived = [];
    private readonly List<(SecretAddress From, SecretAddress To, byte[] Ciphertext)> keyFiles = [];

    /// <summary>The private keys that are to be written.</summary>
    public IReadOnlyList<(SecretAddress From, SecretAddress To, byte[] Ciphertext)> KeyFiles => keyFiles;

    /// <summary>Finds the key pairs of the services that secrets have left and come to.</summary>
    public async Task FindPairsAsync(IReadOnlyList<MovePair> pairs, CancellationToken cancellation)
    {
        foreach (var service in pairs.GroupBy(pair => (pair.To.Environment, pair.To.Service)))
        {
            var first = service.First();
            var from = PrivateKeys.AddressOf(first.From.Environment, first.From.Service);
            var to = PrivateKeys.AddressOf(first.To.Environment, first.To.Service);
            if (from == to)
            {
                continue;
            }

            var opens = service.Any(pair => SealedContent.Of(repository.Read(pair.To)).Format == SealedFormat.Service);
            var keys = await ArrivedPair.OfAsync(repository, Wrong(from, to), ends.Of(to), opens, cancellation);
            arrived.Add(service.Key, keys);
            keyFiles.AddRange(keys.Mended.Select(file => (from, file.Address, file.Ciphertext)));
        }
    }

    /// <summary>The ciphertext of a secret for the address that it has now; null where it opens there already.</summary>
    public async Task<byte[]?> MendAsync(MovePair pair, CancellationToken cancellation)
    {
        try
        {
            var ciphertext = repository.Read(pair.To);
            return arrived.GetValueOrDefault((pair.To.Environment, pair.To.Service)) is { } keys && keys.IsFor(ciphertext)
                ? await keys.SealAgainAsync(ciphertext, pair.From, ends.Of(pair.To), cancellation)
                : await Rebinding.SealAgainAsync(ciphertext, Wrong(pair.From, pair.To), ends.Of(pair.To), cancellation);
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{pair.To}' opens neither as '{pair.From}' nor at its own address: {failure.Message}",
                "'coffer verify' names the address that Git knew it under; otherwise restore it from Git, or seal it again with 'coffer "
                    + "set'",
                failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pair in arrived.Values)
        {
            pair.Dispose();
        }
    }

    // An environment that was renamed is in coffer.json no longer: its key is that of the new name.
    private MoveEnd Wrong(SecretAddress from, SecretAddress to) => ends.Knows(from) ? ends.Of(from) : ends.Of(to) with { Address = from };
}
