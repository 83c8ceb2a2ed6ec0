using Coffer.Core.Configuration;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// Which files were sealed under one key, told by the fingerprints on their outsides: a file of another environment's key
/// was copied, or sealed with the wrong settings.
/// </summary>
internal static class KeyChecks
{
    /// <summary>Compares fingerprints within and between environments.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<ScannedFile> files)
    {
        var byFingerprint = files.Where(file => file.Content?.Blob is not null)
            .GroupBy(file => file.Content!.Blob!.Fingerprint)
            .ToList();
        return byFingerprint.SelectMany(Between).Concat(Within(byFingerprint));
    }

    /// <summary>The key belongs to the environment with most of its files; all the others' are strangers.</summary>
    private static IEnumerable<Finding> Between(IEnumerable<ScannedFile> sameKey)
    {
        var environments = sameKey.GroupBy(file => file.Environment.Name)
            .Select(group => group.ToList())
            .OrderByDescending(group => group.Count)
            .ToList();
        var owner = environments[0][0].Environment;
        var isTied = environments.Count > 1 && environments[1].Count == environments[0].Count;
        foreach (var group in environments)
        {
            var other = group[0].Environment == owner ? environments.ElementAtOrDefault(1)?[0].Environment : owner;
            var accused = group[0].Environment != owner || isTied;
            if (other is null || !accused || AreOneKey(group[0].Environment, other))
            {
                continue;
            }

            foreach (var file in group)
            {
                yield return file.Finding(
                    Rule.OtherEnvironmentsKey,
                    $"it is sealed with the key of the files of '{other.Name}'",
                    $"seal it again with 'coffer set {file.Entry.Path}', or configure both environments to one key");
            }
        }
    }

    private static IEnumerable<Finding> Within(IEnumerable<IGrouping<string, ScannedFile>> byFingerprint)
    {
        var perEnvironment = byFingerprint.SelectMany(group => group.Select(file => (file.Environment.Name, group.Key, File: file)))
            .GroupBy(item => item.Name);
        foreach (var environment in perEnvironment)
        {
            var keys = environment.GroupBy(item => item.Key).OrderByDescending(group => group.Count()).ToList();
            foreach (var (_, _, file) in keys.Skip(1).SelectMany(group => group))
            {
                yield return file.Finding(
                    Rule.SeveralKeys,
                    $"it is sealed with another key than most of '{environment.Key}' (fingerprint "
                        + $"{file.Content!.Blob!.Fingerprint[..16]}…)",
                    "a change of keys explains it");
            }
        }
    }

    // An ARN says its region itself; ids and aliases mean another key in each region.
    private static bool AreOneKey(EnvironmentSettings one, EnvironmentSettings other) =>
        one.Keys.Intersect(other.Keys)
            .Any(key => one.Region == other.Region || key.Partition is not null);
}
