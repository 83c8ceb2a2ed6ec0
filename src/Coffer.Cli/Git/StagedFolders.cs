using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Git;

/// <summary>A repository of secrets as Git's index has it.</summary>
/// <param name="Place">Its path from Git's top folder, with a slash at its end; empty where it is the top itself.</param>
/// <param name="Repository">What is staged of it.</param>
/// <param name="Git">What Git knows of it.</param>
internal sealed record StagedFolder(string Place, SecretRepository Repository, IGit Git);

/// <summary>
/// All repositories of secrets in one of Git, as they are about to be committed. Only what belongs to secrets is read, from the
/// index and without filters, and lies in a folder of <c>.git</c> for as long as it is looked at.
/// </summary>
internal sealed class StagedFolders : IDisposable
{
    // Set by the Git whose hook we may be in: its index may be another file than usual ('git commit FILE').
    private static readonly string[] CallersVariables =
        ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"];

    private readonly PrivateFolder temporary;
    private readonly string top;
    private readonly GitWorkTree git;
    private readonly Dictionary<string, string> variables;

    private StagedFolders(string folder)
    {
        variables = CallersVariables.Select(name => (name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is { Length: > 0 })
            .ToDictionary(variable => variable.name, variable => Path.GetFullPath(variable.Value!, folder));
        var here = GitWorkTree.Open(folder, variables, out var reason) ?? throw NoGit(reason);
        top = Path.GetFullPath(string.Concat(Enumerable.Repeat("../", here.Prefix.Count(c => c == '/'))), folder);
        git = GitWorkTree.Open(top, variables, out reason) ?? throw NoGit(reason);
        temporary = new PrivateFolder(git.Folder);
    }

    /// <summary>The repositories; none where no coffer.json is staged or above what is staged.</summary>
    public IReadOnlyList<StagedFolder> Folders { get; private set; } = [];

    /// <summary>Reads what is staged in the work tree that a folder is in.</summary>
    public static StagedFolders Open(string folder)
    {
        var staged = new StagedFolders(folder);
        try
        {
            staged.Folders = [.. staged.Places().Select(staged.Export)];
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => temporary.Dispose();

    // Those in the index, and one on the disk above something that is staged: it may have been forgotten.
    private List<string> Places()
    {
        var known = git.Find($"**/{CofferConfiguration.FileName}").Select(file => ParentOf(file.Path));
        var forgotten = git.Staged().Select(ParentOf).Distinct().SelectMany(Above).Distinct()
            .Where(place => SafeFile.KindOf(Path.Combine(top, place, CofferConfiguration.FileName)) == FileKind.File);
        return [.. known.Union(forgotten).Order(StringComparer.Ordinal)];
    }

    private StagedFolder Export(string place, int number)
    {
        var root = temporary.Make($"{number}");
        var source = Path.Combine(top, place);
        var tree = place.Length == 0 ? git : GitWorkTree.Open(source, variables, out var reason) ?? throw NoGit(reason);
        var beside = tree.Find("*").Where(file => file is { Stage: 0, IsOnlyIntended: false }).ToList();
        Write(root, tree, [.. beside.Where(file => file.Path == CofferConfiguration.FileName)]);
        if (beside.TrueForAll(file => file.Path != CofferConfiguration.FileName))
        {
            var configuration = SafeFile.Read(
                Path.Combine(source, CofferConfiguration.FileName), CofferConfiguration.FileName, SecretRepository.MaxFileBytes);
            PrivateFolder.Write(Path.Combine(root, CofferConfiguration.FileName), configuration);
        }

        List<string> environments = [
            .. SecretRepository.Open(root, Environment.GetEnvironmentVariable).Environments.Select(environment => environment.Name)];
        Write(
            root, tree, [.. beside.Where(file => environments.Exists(name => file.Path.StartsWith($"{name}.", StringComparison.Ordinal)))]);
        foreach (var file in beside.Where(file => LeftOverChecks.LooksLikePlaintext(file.Path)))
        {
            // Its name is all that counts.
            PrivateFolder.Write(Safe(root, file.Path), []);
        }

        var (files, submodules) = tree.Index(environments);
        Write(root, tree, [.. files.Where(file => file is { Stage: 0, IsOnlyIntended: false })]);
        foreach (var (path, commit) in submodules)
        {
            ExportSubmodule(root, source, path, commit);
        }

        var known = GitWorkTrees.Open(source, [CofferConfiguration.FileName, .. environments], variables, out _)!;
        return new StagedFolder(place, SecretRepository.Open(root, Environment.GetEnvironmentVariable), known);
    }

    // A hook above sees what will be recorded: the submodule's commit, not the folder's state.
    private static void ExportSubmodule(string root, string source, string path, string commit)
    {
        var folder = Path.Combine(source, path);
        var submodule = SafeFile.KindOf(Path.Combine(folder, ".git")) == FileKind.Missing ? null : GitWorkTree.Open(folder, null, out _);
        var files = submodule?.Tree(commit, ["."]).Files;
        if (files is null or { Count: 0 })
        {
            Terminal.Say(
                $"the submodule '{AddressGrammar.Printable(path)}' is not here at the commit that is staged: what is in it is not checked");
            return;
        }

        Write(root, submodule!, files, $"{path}/");
    }

    private static void Write(string root, GitWorkTree tree, IReadOnlyList<GitFile> files, string place = "")
    {
        var blobs = tree.Blobs(files.Select(file => file.Blob));
        foreach (var file in files)
        {
            var path = Safe(root, place + file.Path);
            PrivateFolder.Write(path, blobs.GetValueOrDefault(file.Blob) ?? throw new CofferException(
                ErrorCode.Malformed,
                $"Git has not the content of '{AddressGrammar.Printable(file.Path)}' that is staged",
                "'git fsck' shows what is missing"));
        }
    }

    // Git takes no such paths; an index that somebody made may have them.
    private static string Safe(string root, string path) =>
        path.Split('/').Any(segment => segment is "" or "." or ".." or ".git")
            ? throw new CofferException(
                ErrorCode.Malformed,
                $"Git's index has the path '{AddressGrammar.Printable(path)}', which Git itself refuses",
                "look at who made this index; 'git read-tree HEAD' makes it again from the last commit")
            : Path.Combine(root, path);

    private static IEnumerable<string> Above(string place)
    {
        for (var at = place; ; at = ParentOf(at.TrimEnd('/')))
        {
            yield return at;
            if (at.Length == 0)
            {
                yield break;
            }
        }
    }

    private static string ParentOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static CofferException NoGit(string reason) =>
        new(
            ErrorCode.Configuration,
            $"there is nothing staged to check: {reason}",
            "'coffer verify' without --staged checks the folder as it is");
}
