namespace Coffer.Core.UseCases.Sealing;

/// <summary>Makes the new ciphertexts of many secrets, several at a time: all of them, or none.</summary>
internal static class AllOrNone
{
    private const int MaxConcurrent = 16;

    /// <summary>The results in the order of the items.</summary>
    /// <exception cref="CofferException">That of the first item that failed; nothing is written here.</exception>
    public static async Task<IReadOnlyList<(TItem Item, TResult Result)>> RunAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, Task<TResult>> make, CancellationToken cancellation)
    {
        var made = new TResult[items.Count];
        var failures = new CofferException?[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForAsync(0, items.Count, options, async (i, _) =>
        {
            try
            {
                made[i] = await make(items[i]).ConfigureAwait(false);
            }
            catch (CofferException failure) when (failure.Code is ErrorCode.Malformed or ErrorCode.Denied or ErrorCode.CannotWrite)
            {
                failures[i] = failure;
            }
        }).ConfigureAwait(false);

        List<CofferException> inOrder = [.. failures.OfType<CofferException>()];
        return inOrder.Count switch
        {
            0 => [.. items.Zip(made)],
            1 => throw inOrder[0],
            _ => throw new CofferException(
                inOrder[0].Code,
                $"nothing is written, as {inOrder.Count} of {items.Count} secrets "
                    + $"fail:\n{string.Join('\n', inOrder.Select(failure => $"  {failure.Message}"))}",
                inOrder[0].Hint),
        };
    }
}
