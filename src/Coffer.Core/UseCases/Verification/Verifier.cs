using Coffer.Core.Configuration;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>Everything that can be checked without AWS and without a key.</summary>
internal static class Verifier
{
    /// <summary>Checks environments.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="wanted">What to report on; the others are read too, because keys are compared between them.</param>
    /// <param name="git">What Git knows of the repository; null where it cannot be asked.</param>
    /// <param name="allowEmpty">Whether there may be no secret.</param>
    /// <param name="staged">Whether the files are those of Git's index already: they cannot differ from it then.</param>
    /// <param name="questions">What is asked of Git's history; null for nothing.</param>
    /// <param name="read">Told of each file that was read.</param>
    /// <returns>The findings, in the order of paths, and the number of secrets that were looked at.</returns>
    public static (IReadOnlyList<Finding> Findings, int Secrets) Verify(
        SecretRepository repository,
        IReadOnlyCollection<EnvironmentSettings> wanted,
        IGit? git = null,
        bool allowEmpty = false,
        bool staged = false,
        HistoryQuestions? questions = null,
        Action? read = null)
    {
        var names = wanted.Select(environment => environment.Name).ToHashSet();
        var files = repository.Environments.UnionBy(wanted, environment => environment.Name)
            .SelectMany(environment => ScannedFile.Scan(repository, environment, git, read))
            .ToList();

        var secrets = files.Count(file => file.IsSecret && names.Contains(file.Environment.Name));
        List<Finding> findings =
        [
            .. files.SelectMany(FileChecks.Check),
            .. files.SelectMany(EnvelopeChecks.Check),
            .. NameChecks.Check(files),
            .. KeyChecks.Check(files),
            .. wanted.SelectMany(environment => PairChecks.Check(repository, environment, files, git)),
            .. wanted.SelectMany(environment => ListChecks.Check(repository, environment, files, allowEmpty)),
            .. git is null ? [] : Away(repository, wanted, git),
            .. LeftOverChecks.Check(repository),
            .. MovedChecks.Check(repository, files, git),
            .. git is null || staged ? [] : GitChecks.Check(files, git),
            .. git is null || staged ? [] : HistoryChecks.CheckDepth(files, git, questions),
            .. git is null ? [] : AttributeChecks.Check(files, git),
            .. git is null || questions is null ? [] : HistoryChecks.Check(files, git, questions),
            .. git is null || staged ? [] : IgnoreChecks.Check(repository, [.. wanted], git),
        ];

        if (secrets == 0 && !allowEmpty && findings.TrueForAll(finding => finding.Severity != Severity.Error))
        {
            findings.Add(new Finding(
                Rule.NothingChecked,
                null,
                Configuration.CofferConfiguration.FileName,
                "no secret was found to check",
                "'coffer verify --allow-empty' says that there is none yet"));
        }

        return (
            [.. findings.Where(finding => finding.Environment is null
                || names.Contains(finding.Environment)).OrderBy(finding => finding.Path, StringComparer.Ordinal)],
            secrets);
    }

    private static IEnumerable<Finding> Away(SecretRepository repository, IEnumerable<EnvironmentSettings> wanted, IGit git) =>
        AwayFiles.Of(repository, wanted.Select(environment => environment.Name))
            .Where(path => git.Index.Any(file => file.Path == path && !file.IsOnlyIntended))
            .Select(path => new Finding(Rule.NotCheckedOut, null, path, $"it {AwayFiles.Problem}", AwayFiles.Mend(path)));
}
