using System.Text;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Tfvars;

namespace Coffer.Core.Repository;

/// <summary>
/// An environment's Terraform variables, <c>staging.tfvars</c> or <c>staging.tfvars.json</c> beside its folder, and the
/// list <c>files</c> in it that says what is uploaded.
/// </summary>
internal sealed class VariablesFile
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const string MendHint = "mend the file, 'terraform validate' and 'terraform console' show the place too";
    private const string EditHint = "write 'files' as a list of plain strings, or edit the file by hand";

    private readonly string path;
    private readonly byte[] content;
    private readonly FilesList list;

    private VariablesFile(string path, byte[] content, FilesList list)
    {
        this.path = path;
        this.content = content;
        this.list = list;
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>What is listed, each <c>service/name</c>.</summary>
    public IReadOnlyList<string> Files => list.Files;

    /// <summary>The names that an environment's variables file may have.</summary>
    public static IReadOnlyList<string> NamesFor(string environment) => [$"{environment}.tfvars", $"{environment}.tfvars.json"];

    /// <summary>The environments whose variables files in a folder list a secret; one that cannot be read may list some, too.</summary>
    public static IEnumerable<string> ListsIn(string root) =>
        SafeFile.NamesIn(root, root)
            .Where(name => name.EndsWith(".tfvars", StringComparison.Ordinal) || name.EndsWith(".tfvars.json", StringComparison.Ordinal))
            .Select(name => name[..name.LastIndexOf(".tfvars", StringComparison.Ordinal)])
            .Where(name => AddressGrammar.SegmentProblem(name) is null)
            .Distinct()
            .Where(name => MayHave(root, name, list => list.Files.Count > 0));

    /// <summary>Whether an environment has a list, or a variables file that cannot be read.</summary>
    public static bool MayList(string root, string environment) => MayHave(root, environment, _ => true);

    private static bool MayHave(string root, string environment, Func<VariablesFile, bool> what)
    {
        try
        {
            return Find(root, environment) is { } found && what(found);
        }
        catch (CofferException)
        {
            return true;
        }
    }

    /// <summary>Reads an environment's list.</summary>
    /// <returns>Null where there is no such file, or none with a list.</returns>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> with the file and the line.</exception>
    public static VariablesFile? Find(string root, string environment)
    {
        var found = NamesFor(environment)
            .Select(name => Read(Path.Combine(root, name), name))
            .OfType<VariablesFile>()
            .ToList();
        return found.Count < 2
            ? found.FirstOrDefault()
            : throw new CofferException(
                ErrorCode.Malformed,
                $"'{found[0].Name}' and '{found[1].Name}' both list files",
                "keep the list in one of them");
    }

    /// <summary>Whether names are out of order, and <see cref="InOrder"/> puts them right.</summary>
    public bool IsOutOfOrder
    {
        get
        {
            var once = list.Files.Distinct();
            return !once.SequenceEqual(once.Order(StringComparer.Ordinal)) && InOrder() is { } mended
                && FilesList.Parse(mended, SyntaxOf(Name))!.Files is var files && files.SequenceEqual(files.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>The content with files listed, each once and in order; null where it is so already.</summary>
    public byte[]? With(IEnumerable<string> files) => Changed(
        files.Except(list.Files).Aggregate(content, (changed, file) => FilesList.Parse(changed, SyntaxOf(Name))!.With(file)));

    /// <summary>The content without a file, the others once and in order; null where it is so already.</summary>
    public byte[]? Without(string file) => Changed(list.Without(file));

    /// <summary>The content with each file once and in order; null where it is so already.</summary>
    public byte[]? InOrder() => Changed(content);

    /// <summary>The same, and each file on a line of its own, which is what Git merges; null where it is so already.</summary>
    public byte[]? ForMerges()
    {
        var changed = FilesList.Parse(InOrder() ?? content, SyntaxOf(Name))!.ForMerges();
        return changed.AsSpan().SequenceEqual(content) ? null : changed;
    }

    /// <summary>What an environment's <c>.tfvars</c> file is with a list at its end; it has none so far, or is not there.</summary>
    public static byte[] WithNewList(string root, string environment, IEnumerable<SecretAddress> secrets)
    {
        var name = NamesFor(environment)[0];
        var path = Path.Combine(root, name);
        var text = SafeFile.KindOf(path, name) == FileKind.Missing
            ? $"# The secrets of {environment}, one a line, kept by coffer. One that is listed and not there is an error: 'coffer rm' "
                + "takes it off.\n"
            : Encoding.UTF8.GetString(SafeFile.Read(path, name, MaxBytes));
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var files = secrets.Select(secret => secret.Key).Order(StringComparer.Ordinal).ToList();
        string[] lines = ["files = [", .. files.Select(file => $"  \"{file}\","), "]"];
        var content = Encoding.UTF8.GetBytes(
            text + (text.Length == 0 || text[^1] == '\n' ? "" : newline) + string.Concat(lines.Select(line => line + newline)));
        return FilesList.Parse(content, TfvarsSyntax.Hcl) is { } list && list.Files.SequenceEqual(files)
            ? content
            : throw new InvalidOperationException("the new list of files does not read as meant");
    }

    /// <summary>Writes a changed content; the caller holds the repository's lock since it read the file.</summary>
    public void Replace(byte[] changed) => AtomicFile.Replace(path, Name, changed);

    /// <summary>Returns when the disk has the file as it is.</summary>
    public void Confirm() => AtomicFile.ConfirmWhole(path, Name, Path.GetDirectoryName(path)!);

    private static VariablesFile? Read(string path, string name)
    {
        if (SafeFile.KindOf(path, name) == FileKind.Missing)
        {
            return null;
        }

        var content = SafeFile.Read(path, name, MaxBytes);
        try
        {
            return FilesList.Parse(content, SyntaxOf(name)) is { } list ? new VariablesFile(path, content, list) : null;
        }
        catch (TfvarsException exception) when (ConflictMarkers.In(content))
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{name}': {ConflictMarkers.Problem}",
                "keep the entries of both sides, and take the markers away",
                exception);
        }
        catch (TfvarsException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{name}': {exception.Message}", exception.WellFormed ? EditHint : MendHint, exception);
        }
    }

    private byte[]? Changed(byte[] changed)
    {
        var mended = FilesList.Parse(changed, SyntaxOf(Name))!.InOrder();
        return mended.AsSpan().SequenceEqual(content) ? null : mended;
    }

    private static TfvarsSyntax SyntaxOf(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal) ? TfvarsSyntax.Json : TfvarsSyntax.Hcl;
}
