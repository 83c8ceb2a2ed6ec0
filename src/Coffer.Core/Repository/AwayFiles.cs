using Coffer.Core.Configuration;

namespace Coffer.Core.Repository;

/// <summary>
/// The files that say where secrets belong and which there are. Where Git has one and this checkout lacks it, its defaults would be
/// taken: no list, another bucket, another key. So it counts as a secret does that the checkout lacks.
/// </summary>
internal static class AwayFiles
{
    /// <summary>What is the matter with one.</summary>
    public const string Problem = "is in Git and not in this checkout";

    /// <summary>Those of environments that are not there. A list under the other of its two names counts for both.</summary>
    public static IReadOnlyList<string> Of(SecretRepository repository, IEnumerable<string> environments) =>
    [
        .. IsMissing(repository, CofferConfiguration.FileName) ? (string[])[CofferConfiguration.FileName] : [],
        .. environments.Distinct().SelectMany(environment => ListsOf(repository, environment)),
    ];

    /// <summary>The ways out.</summary>
    public static string Mend(string path) =>
        $"fetch it ('git sparse-checkout disable', 'git checkout -- {path}'); if it is meant to go, 'git rm --cached {path}' says so";

    private static IEnumerable<string> ListsOf(SecretRepository repository, string environment)
    {
        var names = VariablesFile.NamesFor(environment);
        return names.All(name => IsMissing(repository, name)) ? names : [];
    }

    private static bool IsMissing(SecretRepository repository, string name) =>
        SafeFile.KindOf(Path.Combine(repository.Root, name), name) == FileKind.Missing;
}
