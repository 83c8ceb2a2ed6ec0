using Coffer.Core.Configuration;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Cli.Git;

/// <summary>
/// What Git knows of a repository's files: its work tree, and the submodules in it that are here. Each is asked about its own
/// files, since Git answers for no others.
/// </summary>
internal sealed class GitWorkTrees : IGit
{
    private const int MostCommits = 2_000;
    private static readonly TimeSpan HistoryLimit = TimeSpan.FromSeconds(5);

    private readonly List<Tree> trees = [];
    private readonly List<string> notFetched = [];
    private readonly Lazy<IReadOnlyList<GitFile>> head;
    private readonly Lazy<(IReadOnlyList<GitContent> Contents, IReadOnlyList<GitGap> Gaps)> history;

    private GitWorkTrees(string root, GitWorkTree top, IReadOnlyCollection<string> paths)
    {
        Index = Open(root, "", top, paths);
        head = new(() => [.. trees.SelectMany(tree => tree.Git.Tree("HEAD", tree.Paths).Files.Select(tree.Placed))]);
        history = new(() =>
        {
            var read = trees.ConvertAll(tree => (tree.Place, Past: tree.Git.History(tree.Paths, MostCommits, HistoryLimit)));
            return (
                [.. read.SelectMany(tree => tree.Past.Contents.Select(content => content with { Path = tree.Place + content.Path }))],
                [.. read.Where(tree => tree.Past.Gap is not null).Select(tree => new GitGap(tree.Place, tree.Past.Gap!.Value))]);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<GitFile> Index { get; }

    /// <summary>The folders of submodules that are not fetched: what is in them, nobody knows here.</summary>
    public IReadOnlyList<string> NotFetched => notFetched;

    /// <inheritdoc/>
    public IReadOnlyList<GitFile> Head => head.Value;

    /// <inheritdoc/>
    public IReadOnlyList<GitContent> History => history.Value.Contents;

    /// <inheritdoc/>
    public IReadOnlyList<GitGap> Gaps => history.Value.Gaps;

    /// <summary>Opens what a repository's root is in.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="reason">Why Git cannot be asked, where it cannot.</param>
    public static GitWorkTrees? Open(SecretRepository repository, out string reason) =>
        Open(repository.Root, PathsOf(repository), null, out reason);

    /// <summary>Opens what a folder is in.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="paths">The files and folders in it that matter.</param>
    /// <param name="variables">Variables of Git's that count for it, and not for submodules.</param>
    /// <param name="reason">Why Git cannot be asked, where it cannot.</param>
    public static GitWorkTrees? Open(
        string root, IReadOnlyCollection<string> paths, IReadOnlyDictionary<string, string>? variables, out string reason) =>
        GitWorkTree.Open(root, variables, out reason) is { } top
            ? new GitWorkTrees(root, top, [.. paths.Union(CommittedEnvironments(top))])
            : null;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Ignored(IReadOnlyCollection<string> paths) =>
        ByTree(paths).SelectMany(part => part.Tree.Git.Ignored(part.Paths).Select(told => (Path: part.Tree.Place + told.Path, told.Rule)))
            .ToDictionary(told => told.Path, told => told.Rule);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Attributes(
        IReadOnlyCollection<string> paths, IReadOnlyCollection<string> names) =>
        ByTree(paths).SelectMany(
            part => part.Tree.Git.Attributes(part.Paths, names).Select(told => (Path: part.Tree.Place + told.Path, told.Name, told.Value)))
            .GroupBy(told => told.Path)
            .ToDictionary(
                path => path.Key,
                path => (IReadOnlyDictionary<string, string>)path.ToDictionary(told => told.Name, told => told.Value));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, byte[]> Contents(IReadOnlyCollection<GitFile> files)
    {
        var blobs = files.GroupBy(file => TreeOf(file.Path)).Select(part => part.Key.Git.Blobs(part.Select(file => file.Blob)))
            .SelectMany(found => found).DistinctBy(found => found.Key).ToDictionary();
        return files.Where(
            file => blobs.ContainsKey(file.Blob)).DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => blobs[file.Blob]);
    }

    /// <inheritdoc/>
    public string BlobOf(ReadOnlySpan<byte> content) => trees[0].Git.BlobOf(content);

    // An environment that was renamed since the last commit has its old folder only there.
    private static IEnumerable<string> CommittedEnvironments(GitWorkTree top)
    {
        var committed = top.Show("HEAD", CofferConfiguration.FileName);
        try
        {
            return committed is { } content
                ? CofferConfiguration.Parse(content).Environments.Select(environment => environment.Name)
                : [];
        }
        catch (CofferException)
        {
            // What is committed cannot be read; what is here is what counts.
            return [];
        }
    }

    private static List<string> PathsOf(SecretRepository repository) =>
    [
        CofferConfiguration.FileName,
        .. repository.Environments.SelectMany(environment => VariablesFile.NamesFor(environment.Name).Prepend(environment.Name)),
    ];

    private List<GitFile> Open(string folder, string place, GitWorkTree git, IReadOnlyCollection<string> paths)
    {
        var tree = new Tree(git, place, paths);
        trees.Add(tree);
        var (files, submodules) = git.Index(paths);
        List<GitFile> all = [.. files.Select(tree.Placed)];
        foreach (var (path, _) in submodules)
        {
            // One that is not fetched is an empty folder, and Git would answer for the work tree around it.
            var inner = Path.Combine(folder, path);
            if (SafeFile.KindOf(Path.Combine(inner, ".git"), $"{place}{path}/.git") != FileKind.Missing
                && GitWorkTree.Open(inner, null, out _) is { } submodule)
            {
                all.AddRange(Open(inner, $"{place}{path}/", submodule, ["."]));
            }
            else
            {
                notFetched.Add($"{place}{path}");
            }
        }

        return all;
    }

    private IEnumerable<(Tree Tree, IEnumerable<string> Paths)> ByTree(IReadOnlyCollection<string> paths) =>
        paths.GroupBy(TreeOf).Select(part => (part.Key, part.Select(path => path[part.Key.Place.Length..])));

    private Tree TreeOf(string path) =>
        trees.Where(tree => path.StartsWith(tree.Place, StringComparison.Ordinal)).MaxBy(tree => tree.Place.Length)!;

    /// <summary>A work tree in its place below the root.</summary>
    private sealed record Tree(GitWorkTree Git, string Place, IReadOnlyCollection<string> Paths)
    {
        public GitFile Placed(GitFile file) => file with { Path = Place + file.Path };
    }
}
