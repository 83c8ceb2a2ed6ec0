using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.History;

/// <summary>What one commit did to a secret.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Blob">The id of its content after it; null where it was removed.</param>
/// <param name="What">In a word.</param>
/// <param name="Address">The secret's address then.</param>
/// <param name="From">The address that it had before; null where it was not moved.</param>
/// <param name="IsCertain">Whether that is certain: a secret that is sealed for another address has other bytes.</param>
internal sealed record HistoryStep(
    GitCommit Commit, string? Blob, string What, SecretAddress Address, SecretAddress? From = null, bool IsCertain = true);

/// <summary>The commits that changed a secret, newest first, back over its moves.</summary>
internal sealed class SecretHistory
{
    private const int MostMoves = 50;

    private readonly GitWorkTree git;
    private readonly string place;

    private SecretHistory(GitWorkTree git, string place)
    {
        this.git = git;
        this.place = place;
    }

    /// <summary>Finds the work tree that a secret is in: the repository's, or that of a submodule.</summary>
    public static SecretHistory Of(SecretRepository repository, SecretAddress address)
    {
        string[] places = ["", $"{address.Environment}/", $"{address.Environment}/{address.Service}/"];
        var place = places.Last(place => place.Length == 0
            || SafeFile.KindOf(Path.Combine(repository.Root, place, ".git"), $"{place}.git") != FileKind.Missing);
        var git = GitWorkTree.Open(Path.Combine(repository.Root, place), null, out var reason) ?? throw new CofferException(
            ErrorCode.NotFound, $"'{address}' has no history: {reason}", "'git init' begins one");
        return new SecretHistory(git, place);
    }

    /// <summary>The id that Git gives a content.</summary>
    public string BlobOf(byte[] content) => git.BlobOf(content);

    /// <summary>The steps, newest first.</summary>
    public IReadOnlyList<HistoryStep> Read(SecretAddress address)
    {
        var steps = new List<HistoryStep>();
        var (at, from) = (address, "HEAD");
        for (var moves = 0; moves < MostMoves; moves++)
        {
            if (ReadUntilMoved(at, from, steps) is not { } moved)
            {
                break;
            }

            (at, from) = (moved.From!, $"{moved.Commit.Id}^");
        }

        return steps;
    }

    private HistoryStep? ReadUntilMoved(SecretAddress address, string from, List<HistoryStep> steps)
    {
        var path = address.ToString()[place.Length..];
        foreach (var commit in git.Log(path, from))
        {
            if (commit.Changes.Find(change => change.Path == git.Prefix + path) is not { } change)
            {
                continue;
            }

            var step = change switch
            {
                { Before: null } => Origin(commit, change) is ({ } origin, var isCertain)
                    ? new HistoryStep(commit, change.After, "moved", address, origin, isCertain)
                    : new HistoryStep(commit, change.After, "added", address),
                { After: null } => new HistoryStep(commit, change.After, "removed", address),
                _ => new HistoryStep(commit, change.After, "changed", address),
            };
            steps.Add(step);
            if (step.From is not null)
            {
                return step;
            }
        }

        return null;
    }

    // Sealed for another address it has other bytes, and the plaintext's length shows: of what the same commit removed, the only one of
    // that length, or of that length and name.
    private (SecretAddress? From, bool IsCertain) Origin(GitCommit commit, GitChange added)
    {
        List<(SecretAddress Address, string Blob)> removed =
        [
            .. commit.Changes.Where(change => change is { Before: not null, After: null }).Select(
                change => (Address: AddressOf(change.Path), Blob: change.Before!)).Where(one => one.Address is not null)
                .Select(one => (one.Address!, one.Blob)),
        ];
        if (removed.Find(one => one.Blob == added.After) is { Address: { } same })
        {
            return (same, true);
        }

        var blobs = git.Blobs(removed.Select(one => one.Blob).Append(added.After!));
        var length = LengthOf(blobs.GetValueOrDefault(added.After!));
        var alike = removed.Where(one => length is not null && LengthOf(blobs.GetValueOrDefault(one.Blob)) == length).ToList();
        var named = alike.Where(one => one.Address.Name == AddressOf(added.Path)?.Name).ToList();
        return alike is [var only] ? (only.Address, false) : named is [var first] ? (first.Address, false) : (null, false);
    }

    private SecretAddress? AddressOf(string path) =>
        path.StartsWith(git.Prefix, StringComparison.Ordinal)
            && SecretAddress.TryParse(place + path[git.Prefix.Length..], out var address, out _)
            ? address
            : null;

    private static int? LengthOf(byte[]? file) => file is null
        ? null
        : Inspection.Of(new SecretAddress("x", "x", "x"), new EnvironmentSettings("x"), file).PlaintextBytes;
}
