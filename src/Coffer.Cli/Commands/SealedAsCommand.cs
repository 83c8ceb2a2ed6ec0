using Coffer.Cli.Git;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli.Commands;

/// <summary>
/// <c>coffer mv --sealed-as OLD NEW</c>: files that Git has moved are sealed for the addresses that they have now. They stay where they
/// are. A file that opens there already is left alone to the byte, so that it can be repeated, and names that were swapped mend one by one.
/// </summary>
internal static class SealedAsCommand
{
    public static async Task<int> RunAsync(App app, string old, string now, bool dryRun, CancellationToken cancellation)
    {
        var repository = app.Repository();
        using var writing = RepositoryLock.Take(repository.Root);
        GitState.RequireCheckedOut(repository, old, now);
        var pairs = MovePairs.Arrived(repository, old, now);
        var ends = new MoveEnds(app, repository);
        var mended = await Deadline.RunAsync(
            limit => AllOrNone.RunAsync(pairs, pair => MendAsync(repository, pair, ends, limit), limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        var lists = new MoveLists(repository, dryRun);
        foreach (var (pair, ciphertext) in mended)
        {
            lists.Put(pair.To, ciphertext);
            if (repository.KindOf(pair.From) == FileKind.Missing)
            {
                lists.Unlist(pair.From);
            }

            Terminal.Say(ciphertext is null
                ? $"'{pair.To}' opens already, and is left as it is"
                : $"{(dryRun ? "would seal" : "sealed")} '{pair.To}', which was sealed as '{pair.From}'");
        }

        return 0;
    }

    private static async Task<byte[]?> MendAsync(SecretRepository repository, MovePair pair, MoveEnds ends, CancellationToken cancellation)
    {
        var right = ends.Of(pair.To);

        // An environment that was renamed is in coffer.json no longer: its key is that of the new name.
        var wrong = ends.Knows(pair.From) ? ends.Of(pair.From) : right with { Address = pair.From };
        try
        {
            return await Rebinding.SealAgainAsync(repository.Read(pair.To), wrong, right, cancellation);
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
}
