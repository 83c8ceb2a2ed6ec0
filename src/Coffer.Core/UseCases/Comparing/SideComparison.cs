using Coffer.Core.Model;

namespace Coffer.Core.UseCases.Comparing;

/// <summary>
/// Compares secrets by their values, in memory, where the caller may open both; and by their ciphertexts otherwise. The same value
/// sealed twice has two ciphertexts, so other bytes alone say nothing of the value.
/// </summary>
internal static class SideComparison
{
    private const int MaxConcurrent = 16;

    /// <summary>All names of both sides, in their order.</summary>
    /// <param name="first">One side.</param>
    /// <param name="second">The other.</param>
    /// <param name="opens">Whether values are compared at all.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException">A ciphertext that cannot be read; AWS that cannot be reached.</exception>
    public static async Task<IReadOnlyList<ComparedName>> CompareAsync(
        ComparedSide first, ComparedSide second, bool opens, CancellationToken cancellation)
    {
        List<string> names = [.. first.Secrets.Keys.Union(second.Secrets.Keys).Order(StringComparer.Ordinal)];
        var compared = new ComparedName[names.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForAsync(0, names.Count, options, async (i, stop) =>
            compared[i] = await CompareAsync(names[i], first, second, opens, stop).ConfigureAwait(false)).ConfigureAwait(false);
        return compared;
    }

    private static async Task<ComparedName> CompareAsync(
        string name, ComparedSide first, ComparedSide second, bool opens, CancellationToken cancellation)
    {
        var (one, other) = (first.Secrets.GetValueOrDefault(name), second.Secrets.GetValueOrDefault(name));
        if (one is null || other is null)
        {
            return new ComparedName(name, one, other, one is null ? Difference.OnlyInSecond : Difference.OnlyInFirst);
        }

        var ciphertext = await first.OriginOf(one).Source.ReadAsync(one, cancellation).ConfigureAwait(false);
        var otherCiphertext = await second.OriginOf(other).Source.ReadAsync(other, cancellation).ConfigureAwait(false);
        if (ciphertext.AsSpan().SequenceEqual(otherCiphertext))
        {
            return new ComparedName(name, one, other, Difference.Same);
        }

        if (!opens)
        {
            return new ComparedName(name, one, other, Difference.OtherCiphertext);
        }

        try
        {
            using var value = await OpenAsync(first, one, ciphertext, cancellation).ConfigureAwait(false);
            using var otherValue = await OpenAsync(second, other, otherCiphertext, cancellation).ConfigureAwait(false);
            return new ComparedName(name, one, other, value.FixedTimeEquals(otherValue) ? Difference.Same : Difference.Different);
        }
        catch (CofferException failure) when (failure.Code
            is ErrorCode.Denied or ErrorCode.Malformed or ErrorCode.NotFound or ErrorCode.Configuration)
        {
            return new ComparedName(name, one, other, Difference.OtherCiphertext, failure);
        }
    }

    private static Task<SecretValue> OpenAsync(
        ComparedSide side, SecretAddress address, byte[] ciphertext, CancellationToken cancellation)
    {
        var origin = side.OriginOf(address);
        return origin.Keys.OpenAsync(address, ciphertext, origin.Policy, cancellation);
    }
}
