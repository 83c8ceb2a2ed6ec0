using System.Collections.Concurrent;

namespace Coffer.Core.UseCases.Moving;

/// <summary>Makes the new ciphertexts of many secrets, several at a time: all of them, or none.</summary>
internal static class MovingMany
{
    private const int MaxConcurrent = 16;

    /// <summary>The results in the order of the pairs.</summary>
    /// <exception cref="CofferException">That of the first pair that failed; nothing is written here.</exception>
    public static async Task<IReadOnlyList<(MovePair Pair, T Result)>> RunAsync<T>(
        IReadOnlyList<MovePair> pairs, Func<MovePair, Task<T>> make, CancellationToken cancellation)
    {
        var made = new ConcurrentDictionary<MovePair, T>();
        var failures = new ConcurrentDictionary<MovePair, CofferException>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForEachAsync(pairs, options, async (pair, _) =>
        {
            try
            {
                made[pair] = await make(pair).ConfigureAwait(false);
            }
            catch (CofferException failure) when (failure.Code is ErrorCode.Malformed or ErrorCode.Denied or ErrorCode.CannotWrite)
            {
                failures[pair] = failure;
            }
        }).ConfigureAwait(false);

        List<CofferException> inOrder = [.. pairs.Where(failures.ContainsKey).Select(pair => failures[pair])];
        return inOrder.Count switch
        {
            0 => [.. pairs.Select(pair => (pair, made[pair]))],
            1 => throw inOrder[0],
            _ => throw new CofferException(
                inOrder[0].Code,
                $"nothing is written, as {inOrder.Count} of {pairs.Count} secrets "
                    + $"fail:\n{string.Join('\n', inOrder.Select(failure => $"  {failure.Message}"))}",
                inOrder[0].Hint),
        };
    }
}
