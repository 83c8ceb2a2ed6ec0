using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// Files that two branches changed and that nobody has decided about. The file that lies there is one side's, whole and without
/// markers, since ciphertext is binary to Git: nothing about it shows that there is another.
/// </summary>
internal static class UnmergedFiles
{
    /// <summary>What is said of one.</summary>
    public const string Problem = "it is not merged: two branches changed it, and the file here is one side's";

    /// <summary>The paths that are not merged, each with the ways out.</summary>
    public static IEnumerable<(string Path, string Mend)> Of(IEnumerable<GitFile> index) =>
        index.Where(file => file.Stage > 0).GroupBy(file => file.Path)
            .Select(file => (file.Key, Mend(file.Key, file.Select(side => side.Stage).ToHashSet())));

    private static string Mend(string path, HashSet<int> stages)
    {
        var add = $"then 'git add {path}'";
        return stages.Contains(2) && stages.Contains(3)
            ? $"keep ours with 'git checkout --ours -- {path}' or theirs with 'git checkout --theirs -- {path}', {add}; or seal it again, "
                + $"{add}"
            : $"one side removed it: keep it with 'git add {path}', or remove it with 'git rm {path}'";
    }
}
