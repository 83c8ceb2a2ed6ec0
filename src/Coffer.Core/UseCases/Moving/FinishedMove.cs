using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Moving;

/// <summary>
/// A move that was interrupted after its last secret: nothing is left at the old address. That alone may be a typing error, so the new
/// address has to be listed as the move leaves it; and in Git, either the old address is known or the new file is not committed yet.
/// </summary>
internal static class FinishedMove
{
    /// <summary>The pairs that are at their new addresses; none where there was no such move.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="from">The old address.</param>
    /// <param name="to">The new one.</param>
    /// <param name="git">Git; null where there is none.</param>
    /// <param name="isCommitted">Whether the last commit has a secret as it is here.</param>
    /// <exception cref="CofferException">As <see cref="MovePairs"/>, but for nothing being there.</exception>
    public static IReadOnlyList<MovePair> Of(
        SecretRepository repository, string from, string to, IGit? git, Func<MovePair, bool> isCommitted)
    {
        IReadOnlyList<MovePair> arrived;
        try
        {
            arrived = MovePairs.Arrived(repository, from, to);
        }
        catch (CofferException nothing) when (nothing.Code == ErrorCode.NotFound)
        {
            return [];
        }

        var known = git is null ? null : git.Head.Concat(git.Index).Select(file => file.Path).ToHashSet();
        var set = SecretSet.Of(repository, arrived[0].To.Environment);
        if (arrived.Any(pair => set.Missing.Contains(pair.To) || set.Unlisted.Contains(pair.To)) || (set.ListName is null && known is null))
        {
            return [];
        }

        return [.. arrived.Where(pair => known is null || known.Contains(pair.From.ToString()) || !isCommitted(pair))];
    }
}
