using Coffer.Core.Formats;
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

    /// <summary>The content with a file listed, or null where it is.</summary>
    public byte[]? With(string file) => Changed(list.With(file));

    /// <summary>The content without a file, or null where it is not listed.</summary>
    public byte[]? Without(string file) => Changed(list.Without(file));

    /// <summary>Writes a changed content; the caller holds the repository's lock since it read the file.</summary>
    public void Replace(byte[] changed) => AtomicFile.Replace(path, Name, changed);

    private static VariablesFile? Read(string path, string name)
    {
        if (SafeFile.KindOf(path) == FileKind.Missing)
        {
            return null;
        }

        var content = SafeFile.Read(path, name, MaxBytes);
        try
        {
            var syntax = name.EndsWith(".json", StringComparison.Ordinal) ? TfvarsSyntax.Json : TfvarsSyntax.Hcl;
            return FilesList.Parse(content, syntax) is { } list ? new VariablesFile(path, content, list) : null;
        }
        catch (TfvarsException exception) when (ConflictMarkers.In(content))
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{name}': {ConflictMarkers.Problem}", "keep the entries of both sides, and take the markers away", exception);
        }
        catch (TfvarsException exception)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{name}': {exception.Message}", exception.WellFormed ? EditHint : MendHint, exception);
        }
    }

    private byte[]? Changed(byte[] changed) => changed.AsSpan().SequenceEqual(content) ? null : changed;
}
