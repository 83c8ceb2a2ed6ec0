using System.Collections.Concurrent;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Moving;

/// <summary>What became of one file.</summary>
/// <param name="Address">The secret.</param>
/// <param name="IsChanged">Whether it was, or would be, sealed again.</param>
/// <param name="Failure">Why it could not be; null where it could.</param>
internal sealed record ReSealed(SecretAddress Address, bool IsChanged, CofferException? Failure);

/// <summary>
/// Seals many files again, each by itself: a file is replaced whole or left alone, so that the work can be interrupted and
/// taken up again at any time.
/// </summary>
internal static class ReSealing
{
    private const int MaxConcurrent = 16;

    /// <summary>Goes over files; the caller holds the repository's lock.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="addresses">The files.</param>
    /// <param name="sealAgain">The new ciphertext of a file; null where it is right as it is.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="done">Told of each file that was gone over.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>One result a file, in the order of addresses.</returns>
    public static async Task<IReadOnlyList<ReSealed>> RunAsync(
        SecretRepository repository,
        IEnumerable<SecretAddress> addresses,
        Func<SecretAddress, byte[], CancellationToken, Task<byte[]?>> sealAgain,
        bool dryRun,
        Action done,
        CancellationToken cancellation)
    {
        var results = new ConcurrentBag<ReSealed>();
        var writing = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellation };
        await Parallel.ForEachAsync(addresses, options, async (address, stop) =>
        {
            try
            {
                var changed = await sealAgain(address, repository.Read(address), stop).ConfigureAwait(false);
                lock (writing)
                {
                    if (changed is not null && !dryRun)
                    {
                        repository.Write(address, changed);
                    }
                    else if (!dryRun)
                    {
                        // An earlier run may have written it, of which the disk did not say that it has it.
                        repository.Confirm(address);
                    }
                }

                results.Add(new ReSealed(address, changed is not null, null));
            }
            catch (CofferException failure) when (IsOfOneFile(failure))
            {
                results.Add(new ReSealed(address, false, failure));
            }

            done();
        }).ConfigureAwait(false);
        return [.. results.OrderBy(result => result.Address.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>
    /// One file's trouble is not the others'. A configuration that AWS does not get along with (credentials, the clock) is
    /// everybody's; one that only the file does not fit, too large for the format kms, is the file's.
    /// </summary>
    private static bool IsOfOneFile(CofferException failure) =>
        failure.Code is ErrorCode.Malformed or ErrorCode.Denied or ErrorCode.NotFound
        || failure is { Code: ErrorCode.Configuration, InnerException: null };
}
