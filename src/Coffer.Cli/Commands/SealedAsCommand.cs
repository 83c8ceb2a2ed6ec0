using Coffer.Cli.Git;
using Coffer.Core.Model;
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
        GitState.RequireMerged(repository, now);
        var pairs = MovePairs.Arrived(repository, old, now);
        using var files = new SealedAsFiles(repository, new MoveEnds(app, repository));
        var mended = await Deadline.RunAsync(
            async limit =>
            {
                await files.FindPairsAsync(pairs, limit);
                return await AllOrNone.RunAsync(pairs, pair => files.MendAsync(pair, limit), limit);
            },
            cancellation,
            Deadline.WholeEnvironmentSeconds);

        // Private keys first: whatever interrupts it, the next run opens the secrets by them.
        foreach (var (from, to, ciphertext) in files.KeyFiles)
        {
            if (!dryRun)
            {
                repository.Write(to, ciphertext);
            }

            Tell(from, to, isMended: true, dryRun);
        }

        var lists = new MoveLists(repository, dryRun);
        foreach (var (pair, ciphertext) in mended)
        {
            lists.Put(pair.To, ciphertext);
            if (repository.KindOf(pair.From) == FileKind.Missing)
            {
                lists.Unlist(pair.From);
            }

            Tell(pair.From, pair.To, ciphertext is not null, dryRun);
        }

        if (!dryRun)
        {
            SecretAdvice.SayIgnored(repository, files.KeyFiles.Select(file => file.To).Concat(pairs.Select(pair => pair.To)).Select(
                address => address.ToString()));
        }

        return 0;
    }

    private static void Tell(SecretAddress from, SecretAddress to, bool isMended, bool dryRun) => Terminal.Say(
        isMended
            ? $"{(dryRun ? "would seal" : "sealed")} '{to}', which was sealed as '{from}'"
            : $"'{to}' opens already, and is left as it is");
}
