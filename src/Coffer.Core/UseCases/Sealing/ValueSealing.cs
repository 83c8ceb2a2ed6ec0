using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Sealing;

/// <summary>
/// Seals values that are new or differ from what is there; a file that holds the same value is left alone to the byte. What is sealed for
/// a key pair is sealed without AWS, and so without looking what is there.
/// </summary>
/// <param name="repository">The repository. Nothing is written to it here.</param>
/// <param name="keys">What seals and opens.</param>
/// <param name="policy">How the environment seals.</param>
internal sealed class ValueSealing(SecretRepository repository, IKeyService keys, SealingPolicy policy)
{
    /// <summary>Seals one value.</summary>
    public async Task<SealedValue> SealAsync(SecretAddress address, SecretValue value, CancellationToken cancellation)
    {
        var compared = await CompareAsync(address, value, cancellation).ConfigureAwait(false);
        return compared.IsSame
            ? compared
            : compared with { Ciphertext = await keys.SealAsync(address, value, policy, cancellation).ConfigureAwait(false) };
    }

    /// <summary>Says whether one value is there already.</summary>
    public async Task<SealedValue> CompareAsync(SecretAddress address, SecretValue value, CancellationToken cancellation)
    {
        var before = FileAt(repository, address);
        var isSame = before is not null
            && policy.FormatFor(address, value.Length) != SealedFormat.Service
            && await IsSameAsync(address, before, value, cancellation).ConfigureAwait(false);
        return new SealedValue(address, value, before, isSame, null);
    }

    /// <summary>Seals many values: all of them, or none.</summary>
    /// <param name="values">The values and their addresses.</param>
    /// <param name="compareOnly">Whether nothing is sealed.</param>
    /// <param name="done">Told of each value that is done.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public async Task<IReadOnlyList<SealedValue>> SealAsync(
        IReadOnlyList<(SecretAddress Address, SecretValue Value)> values, bool compareOnly, Action done, CancellationToken cancellation)
    {
        var made = await AllOrNone.RunAsync(
            values,
            async one =>
            {
                var made = await (compareOnly
                    ? CompareAsync(one.Address, one.Value, cancellation)
                    : SealAsync(one.Address, one.Value, cancellation)).ConfigureAwait(false);
                done();
                return made;
            },
            cancellation).ConfigureAwait(false);
        return [.. made.Select(one => one.Result)];
    }

    /// <summary>Whether what was found out is of no use any more: the file was written meanwhile, or the key pair rotated.</summary>
    public bool IsOutdated(SealedValue made) => made.IsSame ? !made.IsCurrent(repository)
        : made.IsForPair && SealedContent.Of(made.Ciphertext).KeyId
            != new PairFiles(repository).PublicKeyOf(made.Address, policy.KeyIdOf(made.Address.Service)).IdText;

    /// <summary>A secret's file; null where there is none.</summary>
    public static byte[]? FileAt(SecretRepository repository, SecretAddress address) =>
        repository.KindOf(address) == FileKind.Missing ? null : repository.Read(address);

    private async Task<bool> IsSameAsync(SecretAddress address, byte[] ciphertext, SecretValue value, CancellationToken cancellation)
    {
        try
        {
            using var old = await keys.OpenAsync(address, ciphertext, policy, cancellation).ConfigureAwait(false);
            return old.FixedTimeEquals(value);
        }
        catch (CofferException exception) when (exception.Code is ErrorCode.Denied or ErrorCode.Malformed)
        {
            // Callers without decrypt rights cannot compare; what does not open is to be replaced.
            return false;
        }
    }
}
