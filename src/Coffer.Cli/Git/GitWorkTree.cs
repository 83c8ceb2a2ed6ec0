using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Ports;

namespace Coffer.Cli.Git;

/// <summary>One work tree of Git, asked in one folder of it. Paths are relative to that folder.</summary>
internal sealed class GitWorkTree
{
    private const string Submodule = "160000";

    // What Git says of a folder that it does not take for one of a work tree; the language is fixed. It stops at another file system.
    private const string NoRepository = "not a git repository (or any of the parent directories)";
    private const string BeyondMount = "not a git repository (or any parent up to mount point";
    private const string BareRepository = "cannot use bare repository";

    // What it says where '.git' is a file that points to what is not there; the path follows.
    private const string PointsNowhere = "not a git repository: ";

    // Names are names: none is a pattern.
    private const string Literal = "--literal-pathspecs";

    private readonly string folder;
    private readonly bool hasSha256;
    private readonly bool isShallow;
    private readonly IReadOnlyDictionary<string, string>? variables;

    private GitWorkTree(string folder, string[] facts, IReadOnlyDictionary<string, string>? variables)
    {
        this.folder = folder;
        this.variables = variables;
        Folder = facts[0];
        Prefix = facts[1];
        hasSha256 = facts[2] == "sha256";
        isShallow = facts[4] == "true";
    }

    /// <summary>Git's own folder (<c>.git</c>), an absolute path.</summary>
    public string Folder { get; }

    /// <summary>The folder's path from the top of the work tree, with a slash at its end; empty for the top itself.</summary>
    public string Prefix { get; }

    /// <summary>Opens the work tree that a folder is in.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="variables">Variables of Git's that count; null where the folder alone decides.</param>
    /// <param name="reason">Why there is none.</param>
    /// <exception cref="CofferException">Git is here, and cannot tell: that is no answer.</exception>
    public static GitWorkTree? Open(string folder, IReadOnlyDictionary<string, string>? variables, out string reason)
    {
        if (GitPlace.Obstacle(folder) is { } obstacle)
        {
            reason = obstacle;
            return null;
        }

        var found = GitProgram.Run(
            folder,
            [
                "rev-parse", "--absolute-git-dir", "--show-prefix", "--show-object-format", "--is-inside-work-tree",
                "--is-shallow-repository",
            ],
            variables: variables);
        if (found.ExitCode != 0
            && !found.Errors.StartsWith(BareRepository, StringComparison.Ordinal)
            && !found.Errors.StartsWith(BeyondMount, StringComparison.Ordinal)
            && (!found.Errors.StartsWith(NoRepository, StringComparison.Ordinal) || GitPlace.IsBroken(folder)))
        {
            throw Failed("rev-parse", found);
        }

        var facts = Encoding.UTF8.GetString(found.Output).Split('\n');
        reason = found.ExitCode != 0 ? found.Errors : "it is not in a work tree of Git";
        return found.ExitCode == 0 && facts is [_, _, _, "true", ..] ? new GitWorkTree(folder, facts, variables) : null;
    }

    /// <summary>
    /// The files of a folder that are not merged; none where Git does not take the folder for one of a work tree of its own.
    /// </summary>
    public static IReadOnlyList<GitFile> Unmerged(string folder, string path)
    {
        if (GitPlace.Obstacle(folder) is not null)
        {
            return [];
        }

        // One process where all is well, which is where 'coffer exec' comes through.
        var asked = GitProgram.Run(folder, [Literal, "ls-files", "--unmerged", "-z", "--", path]);
        return asked.ExitCode == 0 ? Entries(asked.Output).Files
            : Open(folder, null, out _) is { } tree ? tree.Index([path]).Files
            : [];
    }

    /// <summary>The index below paths, and the folders of submodules there with the commits that they are to have.</summary>
    public (List<GitFile> Files, List<(string Path, string Commit)> Submodules) Index(IReadOnlyCollection<string> paths)
    {
        var (files, submodules) = Entries(Ask([Literal, "ls-files", "--stage", "-z", "--", .. paths]));
        return (WithIntentions(files), submodules);
    }

    /// <summary>The files of the index that fit a pattern: a star for the folder itself, two for all below.</summary>
    public List<GitFile> Find(string pattern) =>
        WithIntentions(Entries(Ask(["ls-files", "--stage", "-z", "--", $":(glob){pattern}"])).Files);

    /// <summary>The paths that the next commit would change; all of the index before the first one.</summary>
    public string[] Staged() => CommitOf("HEAD") is not null
        ? Fields(Ask(["diff-index", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", "HEAD"]))
        : Fields(Ask(["ls-files", "-z"]));

    /// <summary>
    /// The id of the commit that a revision names (<c>HEAD~1</c>, <c>main</c>, a tag); null where it names none, as HEAD does before the
    /// first commit.
    /// </summary>
    /// <exception cref="CofferException">HEAD cannot be read.</exception>
    public string? CommitOf(string revision)
    {
        var asked = GitProgram.Run(folder, ["rev-parse", "--verify", $"{revision}^{{commit}}"], variables: variables);
        return asked.ExitCode == 0 ? Encoding.ASCII.GetString(asked.Output).Trim()
            : revision == "HEAD" && !IsUnborn() ? throw Failed("rev-parse", asked)
            : null;
    }

    /// <summary>The files of a commit below paths; none where it is not here.</summary>
    public (List<GitFile> Files, List<(string Path, string Commit)> Submodules) Tree(string commit, IReadOnlyCollection<string> paths) =>
        CommitOf(commit) is { } id ? Entries(Ask(["ls-tree", "-r", "-z", id, "--", .. paths])) : ([], []);

    /// <summary>The content that a file has in a commit; null where it has none, or a partial clone has not fetched it.</summary>
    public byte[]? Show(string commit, string file)
    {
        var shown = GitProgram.Run(folder, ["cat-file", "blob", $"{commit}:./{file}"], variables: variables);
        return shown.ExitCode == 0 ? shown.Output
            : Tree(commit, [file]).Files.Exists(found => found.Path == file) && !IsPartialClone() ? throw Failed("cat-file", shown)
            : null;
    }

    /// <summary>
    /// What the commits that touched paths changed, newest first; as far as the limits go. And why a part of it is not here; null where
    /// all is.
    /// </summary>
    public (List<GitContent> Contents, GitGapKind? Gap) History(IReadOnlyCollection<string> paths, int commits, TimeSpan limit)
    {
        // Not only below the paths: where a file came from in the same commit shows too.
        string[] arguments =
        [
            Literal, "log", "--raw", "-z", "--root", "--full-diff", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv",
            "--ignore-submodules=all",
            $"--format={GitHistory.Format}", $"--max-count={commits}", "HEAD", "--", .. paths,
        ];
        var listed = GitProgram.Run(folder, arguments, limit: limit, variables: variables);
        GitGapKind? gap = isShallow ? GitGapKind.Shallow
            : listed.ExitCode is null ? GitGapKind.Late
            : listed.ExitCode == 0 || CommitOf("HEAD") is null ? null
            : IsPartialClone() ? GitGapKind.Filtered
            : throw Failed("log", listed);
        return (GitHistory.Read(listed.Output, Prefix), gap);
    }

    /// <summary>Whether the clone was made without some objects, which Git would fetch from where they are promised.</summary>
    public bool IsPartialClone() =>
        GitProgram.Run(folder, ["config", "--get-regexp", @"^remote\..*\.promisor$", "^true$"], variables: variables).ExitCode == 0;

    /// <summary>The commits that touched a path, newest first, each with all that it changed; none where there is no commit.</summary>
    /// <param name="path">The path.</param>
    /// <param name="from">The newest commit that is looked at.</param>
    public List<GitCommit> Log(string path, string from) => CommitOf(from) is { } newest
        ? GitLog.Read(Ask(
        [
            Literal, "log", "--raw", "-z", "--root", "--full-diff", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv",
            "--ignore-submodules=all", $"--format={GitLog.Format}", newest, "--", path,
        ]))
        : [];

    /// <summary>The paths that are ignored, each with the rule.</summary>
    public IEnumerable<(string Path, string Rule)> Ignored(IEnumerable<string> paths)
    {
        var fields = Fields(Ask(["check-ignore", "--verbose", "-z", "--stdin"], Lines(paths), none: 1));
        for (var i = 0; i + 3 < fields.Length; i += 4)
        {
            // The last rule that fits decides, and may be one that takes the path in again.
            if (!fields[i + 2].StartsWith('!'))
            {
                yield return (fields[i + 3], $"{fields[i]}:{fields[i + 1]}: {fields[i + 2]}");
            }
        }
    }

    /// <summary>The attributes of paths.</summary>
    public IEnumerable<(string Path, string Name, string Value)> Attributes(IEnumerable<string> paths, IEnumerable<string> names)
    {
        var fields = Fields(Ask(["check-attr", "--stdin", "-z", .. names], Lines(paths)));
        for (var i = 0; i + 2 < fields.Length; i += 3)
        {
            yield return (fields[i], fields[i + 1], fields[i + 2]);
        }
    }

    /// <summary>The contents of blobs, by their ids; those that are not here are left out.</summary>
    public Dictionary<string, byte[]> Blobs(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct().ToList();
        var found = new Dictionary<string, byte[]>();
        var output = wanted.Count == 0 ? [] : Ask(["cat-file", "--batch"], Encoding.ASCII.GetBytes(string.Join('\n', wanted) + '\n'));
        for (var at = 0; at < output.Length;)
        {
            var end = Array.IndexOf(output, (byte)'\n', at);
            var header = Encoding.ASCII.GetString(output, at, end - at).Split(' ');
            at = end + 1;
            if (header is [var id, "blob", var length])
            {
                var bytes = int.Parse(length, CultureInfo.InvariantCulture);
                found[id] = output[at..(at + bytes)];
                at += bytes + 1;
            }
        }

        return found;
    }

    /// <summary>The id of a content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects</summary>
    public string BlobOf(ReadOnlySpan<byte> content)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content];
#pragma warning disable CA5350 // Git's name for a content, not a protection
        return Convert.ToHexStringLower(hasSha256 ? SHA256.HashData(whole) : SHA1.HashData(whole));
#pragma warning restore CA5350
    }

    // The branch has no commit yet: Git says the branch's name then, and has no reference of it, not even one that it cannot read.
    private bool IsUnborn()
    {
        var branch = GitProgram.Run(folder, ["symbolic-ref", "--quiet", "HEAD"], variables: variables);
        var name = Encoding.UTF8.GetString(branch.Output).Trim();
        return branch.ExitCode == 0
            && GitProgram.Run(folder, ["rev-parse", "--quiet", "--verify", name], variables: variables).ExitCode == 1
            && GitProgram.Run(folder, ["for-each-ref", "--format=%(refname)", name], variables: variables) is { ExitCode: 0 } known
            && !known.Errors.Contains(name, StringComparison.Ordinal)
            && !Encoding.UTF8.GetString(known.Output).Split('\n').Contains(name);
    }

    // An empty file that is promised looks like an empty file that is there; only the flags tell.
    private List<GitFile> WithIntentions(List<GitFile> files)
    {
        var empty = BlobOf([]);
        List<string> doubtful = [.. files.Where(file => file.Blob == empty).Select(file => file.Path)];
        if (doubtful.Count == 0)
        {
            return files;
        }

        // One after the other: a path, NUL, and lines about it.
        var told = Encoding.UTF8.GetString(Ask([Literal, "ls-files", "-z", "--debug", "--", .. doubtful]));
        var intended = doubtful.Where(path => told.IndexOf($"{path}\0", StringComparison.Ordinal) is >= 0 and var at
            && Convert.ToUInt32(FlagsAfter(told, at), 16) is var flags && (flags & 0x2000_0000) != 0).ToHashSet();
        return [.. files.Select(file => file with { IsOnlyIntended = intended.Contains(file.Path) })];
    }

    private static string FlagsAfter(string told, int at)
    {
        const string Name = "flags: ";
        var start = told.IndexOf(Name, at, StringComparison.Ordinal) + Name.Length;
        return told[start..told.IndexOf('\n', start)];
    }

    // 'mode blob stage TAB path' of the index, and 'mode type id TAB path' of a commit.
    private static (List<GitFile> Files, List<(string Path, string Commit)> Submodules) Entries(byte[] output)
    {
        var files = new List<GitFile>();
        var submodules = new List<(string, string)>();
        foreach (var entry in Fields(output))
        {
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            var (words, path) = (entry[..tab].Split(' '), entry[(tab + 1)..]);
            var isTree = words[1] is "blob" or "commit";
            var id = isTree ? words[2] : words[1];
            if (words[0] == Submodule)
            {
                submodules.Add((path, id));
            }
            else
            {
                files.Add(new GitFile(path, id, isTree ? 0 : int.Parse(words[2], CultureInfo.InvariantCulture)));
            }
        }

        return (files, submodules);
    }

    private byte[] Ask(IReadOnlyList<string> arguments, byte[]? input = null, int none = 0)
    {
        var result = GitProgram.Run(folder, arguments, input, variables: variables);
        var name = arguments.First(argument => argument != Literal);
        return result.ExitCode is { } code && (code == 0 || code == none)
            ? result.Output
            : throw Failed(name, result);
    }

    private static CofferException Failed(string name, GitResult result) => new(
        result.ExitCode is null ? ErrorCode.Temporary : ErrorCode.Malformed,
        result.ExitCode is null
            ? $"'git {name}' was not done after {GitProgram.Limit.TotalSeconds:0} seconds"
            : $"'git {name}' failed: {result.Errors}",
        result.Errors.StartsWith(PointsNowhere, StringComparison.Ordinal)
            ? "a '.git' that is a file points there: give the container, or the mount, that repository as well; or remove the file"
            : "'git status' and 'git fsck' show what is wrong with the repository");

    private static string[] Fields(byte[] output) => Encoding.UTF8.GetString(output).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Lines(IEnumerable<string> paths) => Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => $"{path}\0")));
}
