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

        Refuse(Unmerged(folder, parent, isFolder ? "." : path[(parent.Length + 1)..]));
        foreach (var (inner, place) in isFolder && GitProgram.Path is not null ? WorkTreesBelow(folder, parent) : [])
        {
            Refuse(Unmerged(inner, place, "."));
        }
    }

    private static IEnumerable<GitFile> Unmerged(string folder, string place, string path) =>
        GitWorkTree.Unmerged(folder, path).Select(file => file with { Path = $"{place}/{file.Path}" });

    // Git answers for no submodule.
    private static IEnumerable<(string Folder, string Place)> WorkTreesBelow(string folder, string place) =>
        SafeFile.NamesIn(folder, place).Select(name => (Path.Combine(folder, name), $"{place}/{name}"))
            .Where(below => SafeFile.KindOf(below.Item1, below.Item2) == FileKind.Folder && Path.GetFileName(below.Item1) != ".git")
            .SelectMany(below => WorkTreesBelow(below.Item1, below.Item2).Concat(
                SafeFile.KindOf(Path.Combine(below.Item1, ".git"), below.Item2) == FileKind.Missing ? [] : [below]));

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
            .. AwayFiles.Of(
                repository,
                paths.Select(path => path.Split('/')[0]).Where(environment => AddressGrammar.SegmentProblem(environment) is null)),
        ];
        var git = missing.Count > 0 ? GitWorkTree.Open(repository.Root, null, out _) : null;
        RefuseAway(git?.Index(missing).Files ?? []);
    }

    /// <summary>
    /// Refuses an environment of which Git has a file that this checkout lacks: a list of what is here would be without it.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with the file and the ways out.</exception>
    public static void RequireAllCheckedOut(SecretRepository repository, string environment)
    {
        var git = GitWorkTrees.Open(repository.Root, [environment], null, out _);
        bool IsOfIt(string path) => path.StartsWith($"{environment}/", StringComparison.Ordinal);
        RefuseNotFetched(git, environment);
        RefuseNotFetched(git?.NotFetched.FirstOrDefault(IsOfIt), $"a part of '{environment}'");
        RefuseAway(git?.Index.Where(file => IsOfIt(file.Path) && IsMissing(repository, file.Path)) ?? []);
    }

    /// <summary>Refuses a place in a submodule that is not fetched: its empty folder says nothing.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="place">A path in an environment.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with the submodule and the way out.</exception>
    public static void RequireFetched(SecretRepository repository, string place) =>
        RefuseNotFetched(GitWorkTrees.Open(repository.Root, [place.Split('/')[0]], null, out _), place);

    /// <summary>Refuses a service whose key pair Git has and this checkout lacks: a new one would not open what is sealed for it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="service">The service, <c>environment/service</c>.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with the file and the ways out.</exception>
    public static void RequirePairCheckedOut(SecretRepository repository, string service)
    {
        var git = GitWorkTrees.Open(repository, out _);
        RefuseNotFetched(git, service);
        var pair = PairFiles.PathsOf(service).Where(path => IsMissing(repository, path)).ToHashSet();
        RefuseAway(git?.Index.Where(file => pair.Contains(file.Path)) ?? []);
    }

    /// <summary>
    /// The rules by which Git ignores files, by path; nothing of one that it does not ignore, or has already. Their folders are there.
    /// </summary>
    public static IReadOnlyDictionary<string, string> RulesThatIgnore(SecretRepository repository, IEnumerable<string> paths)
    {
        // Asked in each folder itself: it may be in a submodule.
        var rules = new Dictionary<string, string>();
        foreach (var folder in paths.GroupBy(path => Path.GetDirectoryName(Path.Combine(repository.Root, path))!))
        {
            if (GitWorkTree.Open(folder.Key, null, out _) is { } tree)
            {
                var byName = folder.ToDictionary(path => path.Split('/')[^1]);
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

    private static bool IsMissing(SecretRepository repository, string path) =>
        SafeFile.KindOf(Path.Combine(repository.Root, path), path) == FileKind.Missing;

    private static void RefuseAway(IEnumerable<GitFile> missing)
    {
        if (missing.FirstOrDefault(file => !file.IsOnlyIntended) is { } away)
        {
            var path = AddressGrammar.Printable(away.Path);
            throw new CofferException(ErrorCode.NotFound, $"'{path}' {AwayFiles.Problem}", AwayFiles.Mend(path));
        }
    }

    private static void RefuseNotFetched(GitWorkTrees? git, string place) => RefuseNotFetched(
        git?.NotFetched.FirstOrDefault(path => $"{place}/".StartsWith($"{path}/", StringComparison.Ordinal)), $"'{place}'");

    private static void RefuseNotFetched(string? submodule, string place)
    {
        if (submodule is not null)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"the submodule '{submodule}' is not fetched, and {place} is in it",
                $"'git submodule update --init -- {submodule}'");
        }
    }

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
