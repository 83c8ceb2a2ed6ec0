using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Verification;

/// <summary>What Git has made, or will make, of the files: merged, not ignored, committed, and stored byte for byte.</summary>
internal static class GitChecks
{
    /// <summary>Compares files with Git's index and last commit.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<ScannedFile> files, IGit git)
    {
        var byPath = files.Where(file => file.Address is not null).ToDictionary(file => file.Entry.Path);
        var index = git.Index.Where(file => file is { Stage: 0, IsOnlyIntended: false }).ToDictionary(file => file.Path);
        var unmerged = UnmergedFiles.Of(git.Index).ToDictionary(file => file.Path, file => file.Mend);
        return
        [
            .. unmerged.Select(file => Unmerged(file.Key, file.Value, byPath.GetValueOrDefault(file.Key))),
            .. Untracked(
                [.. byPath.Values.Where(file => !index.ContainsKey(file.Entry.Path) && !unmerged.ContainsKey(file.Entry.Path))], git),
            .. Tracked([.. byPath.Values.Where(file => index.ContainsKey(file.Entry.Path) && file.Id is not null)], index, git),
        ];
    }

    private static Finding Unmerged(string path, string mend, ScannedFile? file) =>
        new(Rule.NotMerged, file?.Environment.Name, path, UnmergedFiles.Problem, mend);

    private static IEnumerable<Finding> Untracked(IReadOnlyList<ScannedFile> files, IGit git)
    {
        var ignored = files.Count == 0 ? new Dictionary<string, string>() : git.Ignored([.. files.Select(file => file.Entry.Path)]);
        return files.Select(file => ignored.TryGetValue(file.Entry.Path, out var rule)
            ? file.Finding(
                Rule.Ignored,
                $"Git ignores it, so it will never be committed ({AddressGrammar.Printable(rule)})",
                $"take that rule away, or add it: 'git add --force {file.Entry.Path}'")
            : file.Finding(Rule.Untracked, "it is not in Git", $"'git add {file.Entry.Path}'"));
    }

    private static IEnumerable<Finding> Tracked(IReadOnlyList<ScannedFile> files, Dictionary<string, GitFile> index, IGit git)
    {
        var head = git.Head.ToDictionary(file => file.Path, file => file.Blob);
        var uncommitted = files.Where(file => head.GetValueOrDefault(file.Entry.Path) != index[file.Entry.Path].Blob).ToHashSet();
        var changed = files.Where(file => file.Id != index[file.Entry.Path].Blob).ToList();
        var blobs = git.Contents([.. uncommitted.Concat(changed).Distinct().Select(file => index[file.Entry.Path])]);
        foreach (var file in uncommitted.Concat(changed).Distinct())
        {
            var isChanged = file.Id != index[file.Entry.Path].Blob;
            if (blobs.TryGetValue(file.Entry.Path, out var blob) && isChanged && Converted(file, blob) is { } problem)
            {
                yield return file.Finding(
                    Rule.StoredOtherwise,
                    problem,
                    "its attributes make Git change bytes: mend .gitattributes, then 'git rm --cached' and 'git add' the file");
            }
            else
            {
                yield return file.Finding(
                    Rule.Uncommitted,
                    isChanged ? "it has changed since it was added to Git" : "it is added to Git and not committed",
                    isChanged ? $"'git add {file.Entry.Path}'" : null);
            }
        }
    }

    // Filters cannot be run to ask them. What they made of a ciphertext shows in the blob.
    private static string? Converted(ScannedFile file, byte[] blob)
    {
        if (file.Content?.Format is SealedFormat.Kms or SealedFormat.Envelope or SealedFormat.Service
            && SealedContent.Of(blob) is { Format: SealedFormat.NotCiphertext or SealedFormat.Unknown } stored)
        {
            return $"what Git has stored of it is not the file: {stored.Problem}";
        }

        var bytes = file.Read();
        return bytes is not null && WithoutReturns(bytes).SequenceEqual(WithoutReturns(blob))
            ? "what Git has stored of it is not the file: they differ in line ends"
            : null;
    }

    private static IEnumerable<byte> WithoutReturns(byte[] bytes) => bytes.Where(b => b != '\r');
}
