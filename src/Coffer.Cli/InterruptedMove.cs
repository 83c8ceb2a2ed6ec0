using Coffer.Cli.Git;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli;

/// <summary>A <c>coffer mv</c> that was killed after the last old file was removed: the same command again says that it is done.</summary>
internal static class InterruptedMove
{
    /// <summary>Confirms what is there, and removes what the killed one left.</summary>
    /// <returns>Whether there was such a move.</returns>
    public static async Task<bool> FinishAsync(
        SecretRepository repository, IGit? git, (string From, string To) move, MoveEnds ends, bool dryRun, CancellationToken cancellation)
    {
        var arrived = FinishedMove.Of(
            repository, move.From, move.To, git, pair => !GitState.Uncommitted(repository, pair.To.Environment, git!).Contains(pair.To));
        var opening = await Deadline.RunAsync(
            limit => AllOrNone.RunAsync(
                arrived, pair => Rebinding.OpensAsync(repository.Read(pair.To), ends.Of(pair.To), limit), limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        if (arrived.Count == 0 || opening.Any(one => !one.Result))
        {
            return false;
        }

        var lists = new MoveLists(repository, dryRun);
        foreach (var pair in arrived)
        {
            lists.Put(pair.To, null);
            if (!dryRun)
            {
                repository.DeleteEmptyFolders(pair.From);
            }

            Terminal.Say(
                $"nothing is left to move: '{pair.From}' is gone, and '{pair.To}' is there and opens, from a run that was interrupted");
        }

        if (!dryRun)
        {
            MoveMark.Remove(repository);
            SecretAdvice.SayIgnored(repository, arrived.Select(pair => pair.To.ToString()));
        }

        return true;
    }
}
