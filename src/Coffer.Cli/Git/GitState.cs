using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Git;

/// <summary>What commands that read or upload secrets refuse because of Git. Without git, or outside of it, nothing is refused.</summary>
internal static class GitState
{
    /// <summary>Refuses files below a path that two branches changed and nobody has decided about.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="path">A secret's, or a service's or another folder's.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> with the file and the ways out.</exception>
    public static void RequireMerged(SecretRepository repository, string path)
    {
        // Asked in the folder itself: it may be in a submodule.
        var isFolder = SafeFile.KindOf(Path.Combine(repository.Root, path), path) == FileKind.Folder;
        var parent = isFolder ? path : path[..Math.Max(0, path.LastIndexOf('/'))];
        var folder = Path.Combine(repository.Root, parent);
        if (SafeFile.KindOf(folder, parent) != FileKind.Folder)
        {
            return;
        }

        var found = GitWorkTree.Unmerged(folder, isFolder ? "." : path[(parent.Length + 1)..]);
        Refuse(found.Select(file => file with { Path = $"{parent}/{file.Path}" }));
    }

    /// <summary>The same with what Git was asked already, those in submodules below the path too.</summary>
    public static void RequireMerged(IGit? git, string path) =>
        Refuse(git?.Index.Where(file => file.Path == path || file.Path.StartsWith($"{path}/", StringComparison.Ordinal)) ?? []);

    /// <summary>The same for what a pattern means, and key pairs there.</summary>
    public static void RequireMerged(IGit? git, AddressPattern pattern) => Refuse(git?.Index.Where(file =>
        pattern.IsPlaceOf(file.Path)) ?? []);

    /// <summary>Refuses a checkout that lacks what says where an environment's secrets belong and which there are.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="paths">Environments, or paths in them.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with the file and the ways out.</exception>
    public static void RequireCheckedOut(SecretRepository repository, params IEnumerable<string> paths)
    {
        // Git is asked only where something is not there: 'coffer exec' comes through here.
        List<string> missing =
        [
            .. paths.Select(path => path.Split('/')[0]).Where(environment => AddressGrammar.SegmentProblem(environment) is null)
                .SelectMany(environment => AwayFiles.Of(repository, environment)).Distinct(),
        ];
        var git = missing.Count > 0 ? GitWorkTree.Open(repository.Root, null, out _) : null;
        if (git?.Index(missing).Files.FirstOrDefault(file => !file.IsOnlyIntended) is { } away)
        {
            throw new CofferException(ErrorCode.NotFound, $"'{away.Path}' {AwayFiles.Problem}", AwayFiles.Mend(away.Path));
        }
    }

    /// <summary>Refuses a service whose key pair Git has and this checkout lacks: a new one would not open what is sealed for it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="service">The service, <c>environment/service</c>.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with the file and the ways out.</exception>
    public static void RequirePairCheckedOut(SecretRepository repository, string service)
    {
        var git = GitWorkTrees.Open(repository, out _);
        if (git?.NotFetched.FirstOrDefault(path => $"{service}/".StartsWith($"{path}/", StringComparison.Ordinal)) is { } submodule)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"the submodule '{submodule}' is not fetched, and '{service}' is in it",
                $"'git submodule update --init -- {submodule}'");
        }

        var pair = PairFiles.PathsOf(service)
            .Where(path => SafeFile.KindOf(Path.Combine(repository.Root, path), path) == FileKind.Missing).ToHashSet();
        if (git?.Index.FirstOrDefault(file => !file.IsOnlyIntended && pair.Contains(file.Path)) is { } away)
        {
            throw new CofferException(ErrorCode.NotFound, $"'{away.Path}' {AwayFiles.Problem}", AwayFiles.Mend(away.Path));
        }
    }

    /// <summary>
    /// The rules by which Git ignores secrets' files, by secret; nothing of one that it does not ignore, or has already. Their folders
    /// are there.
    /// </summary>
    public static IReadOnlyDictionary<SecretAddress, string> RulesThatIgnore(
        SecretRepository repository, IReadOnlyCollection<SecretAddress> addresses)
    {
        // Asked in each folder itself: it may be in a submodule.
        var rules = new Dictionary<SecretAddress, string>();
        foreach (var folder in addresses.GroupBy(address => Path.GetDirectoryName(repository.PathOf(address))!))
        {
            if (GitWorkTree.Open(folder.Key, null, out _) is { } tree)
            {
                var byName = folder.ToDictionary(address => Path.GetFileName(repository.PathOf(address)));
                foreach (var (name, rule) in tree.Ignored([.. byName.Keys]))
                {
                    rules[byName[name]] = AddressGrammar.Printable(rule);
                }
            }
        }

        return rules;
    }

    /// <summary>The secrets of an environment that were moved or copied without being sealed again.</summary>
    public static IReadOnlyList<CofferException> Moved(SecretRepository repository, string environment, IGit? git) =>
    [
        .. MovedChecks.Check(repository, Scan(repository, environment, git), git)
            .Where(finding => finding.Environment == environment)
            .Select(finding => new CofferException(
                ErrorCode.Malformed, $"'{AddressGrammar.Printable(finding.Path)}': {finding.Message}", finding.Hint)),
    ];

    /// <summary>The secrets of an environment that the last commit has not, or not so.</summary>
    public static IReadOnlyList<SecretAddress> Uncommitted(SecretRepository repository, string environment, IGit git)
    {
        var head = git.Head.ToDictionary(file => file.Path, file => file.Blob);
        return
        [
            .. ScannedFile.Scan(repository, repository.Environment(environment), git)
                .Where(file => file.IsSecret && head.GetValueOrDefault(file.Entry.Path) != file.Id)
                .Select(file => file.Address!),
        ];
    }

    private static List<ScannedFile> Scan(SecretRepository repository, string environment, IGit? git) =>
        [.. repository.Environments.Append(repository.Environment(environment)).DistinctBy(known => known.Name)
            .SelectMany(known => ScannedFile.Scan(repository, known, git))];

    private static void Refuse(IEnumerable<GitFile> index)
    {
        List<(string Path, string Mend)> files = [.. UnmergedFiles.Of(index)];
        if (files.Count > 0)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                string.Join('\n', files.Select(file => $"'{AddressGrammar.Printable(file.Path)}': {UnmergedFiles.Problem}")),
                files[0].Mend);
        }
    }
}
