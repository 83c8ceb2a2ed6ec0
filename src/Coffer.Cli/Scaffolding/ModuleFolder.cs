using System.Text.Json;
using Coffer.Core.Model;

namespace Coffer.Cli.Scaffolding;

/// <summary>The carried module in a repository: written where it is not, replaced on request, never over somebody's own change.</summary>
internal sealed class ModuleFolder
{
    private const int MaxBytes = 1024 * 1024;

    private readonly string root;
    private readonly SortedDictionary<string, byte[]> there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> noted = [];
    private string? version;

    private ModuleFolder(string root) => this.root = root;

    /// <summary>Whether all of it is there, and is that of this program.</summary>
    public bool IsCurrent => version is not null && Stale.Count == 0 && Odd.Count == 0 && there.Count == CarriedModule.Files.Count
        && version == CarriedModule.Version;

    /// <summary>What the note says that it is of; null where there is no note.</summary>
    public string? Version => version;

    /// <summary>Looks at what is there.</summary>
    /// <exception cref="CofferException">A file cannot be read, or the note is none.</exception>
    public static ModuleFolder In(string root)
    {
        var module = new ModuleFolder(root);
        foreach (var part in (string[])["modules", CarriedModule.Folder])
        {
            var kind = SafeFile.KindOf(Path.Combine(root, part), part);
            if (kind == FileKind.Missing)
            {
                return module;
            }

            if (kind != FileKind.Folder)
            {
                throw new CofferException(
                    ErrorCode.CannotWrite, $"'{part}' is no folder, and Terraform's module belongs there", "rename it, or say --module");
            }
        }

        foreach (var name in SafeFile.NamesIn(module.PathOf(""), CarriedModule.Folder))
        {
            if (name.EndsWith(".tf", StringComparison.Ordinal))
            {
                module.there.Add(name, SafeFile.Read(module.PathOf(name), Shown(name), MaxBytes));
            }
            else if (name == CarriedModule.NoteName)
            {
                module.ReadNote(SafeFile.Read(module.PathOf(name), Shown(name), MaxBytes));
            }
        }

        return module;
    }

    /// <summary>Writes what is missing of it, or says why it is left as it is.</summary>
    /// <returns>What was done; null where all is there.</returns>
    public string? Complete()
    {
        if (IsCurrent)
        {
            return null;
        }

        if (there.Any(file => !IsOurs(file)))
        {
            return version is null
                ? $"left as it is: {CarriedModule.Folder}, which coffer did not write"
                : $"left as it is: {CarriedModule.Folder} (version {version}; 'coffer init --upgrade' brings it to this coffer's, "
                    + $"{CarriedModule.Version})";
        }

        Write();
        return $"wrote {CarriedModule.Folder}: Terraform's module, version {CarriedModule.Version}";
    }

    /// <summary>Brings it to this program's version.</summary>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.NotFound"/> where there is none, <see cref="ErrorCode.CannotWrite"/> where somebody changed it.
    /// </exception>
    public string Upgrade()
    {
        if (version is null)
        {
            throw new CofferException(
                there.Count == 0 ? ErrorCode.NotFound : ErrorCode.CannotWrite,
                there.Count == 0
                    ? $"'{CarriedModule.Folder}' is not here: there is nothing to upgrade"
                    : $"'{CarriedModule.Folder}' is not replaced: it has no {CarriedModule.NoteName}, so coffer did not write it",
                "'coffer init' writes the module where none is; with --module, it is upgraded where it comes from");
        }

        if (Odd.Count > 0)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"'{CarriedModule.Folder}' is not replaced: changed by hand is {string.Join(", ", Odd.Select(name => $"'{Shown(name)}'"))}",
                "move the change to the root's own files, bring the file back ('git checkout'), and upgrade again; or remove the folder, "
                    + "and 'coffer init' writes it new");
        }

        if (IsCurrent)
        {
            return $"{CarriedModule.Folder} is that of this coffer already (version {CarriedModule.Version})";
        }

        var before = version;
        Write();
        return $"wrote {CarriedModule.Folder}: version {CarriedModule.Version}, before it was {before}; "
            + "run 'terraform init' and 'terraform plan', and look at the plan";
    }

    // What this program does not have any more: as it was noted, so nobody's own.
    private List<string> Stale => [.. there.Keys.Where(name => !CarriedModule.Files.ContainsKey(name))];

    private List<string> Odd => [.. there.Where(file => !IsOurs(file)
        && noted.GetValueOrDefault(file.Key) != CarriedModule.Hex(file.Value)).Select(file => file.Key)];

    private static bool IsOurs(KeyValuePair<string, byte[]> file) =>
        CarriedModule.Files.TryGetValue(file.Key, out var ours) && ours.AsSpan().SequenceEqual(file.Value);

    // The note last: until then each file is the old one or the new one, and the next run goes on.
    private void Write()
    {
        foreach (var (name, content) in CarriedModule.Files)
        {
            if (!there.TryGetValue(name, out var old) || !old.AsSpan().SequenceEqual(content))
            {
                AtomicFile.Replace(PathOf(name), Shown(name), content, root);
            }
        }

        foreach (var name in Stale)
        {
            AtomicFile.Delete(PathOf(name), Shown(name));
        }

        AtomicFile.Replace(PathOf(CarriedModule.NoteName), Shown(CarriedModule.NoteName), CarriedModule.Note(), root);
    }

    private void ReadNote(byte[] content)
    {
        try
        {
            using var note = JsonDocument.Parse(content);
            version = AddressGrammar.Printable(note.RootElement.GetProperty("version").GetString());
            foreach (var file in note.RootElement.GetProperty("files").EnumerateObject())
            {
                noted[file.Name] = file.Value.GetString() ?? "";
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{Shown(CarriedModule.NoteName)}' cannot be read",
                $"bring it back ('git checkout'), or remove '{CarriedModule.Folder}', and 'coffer init' writes it new",
                exception);
        }
    }

    private string PathOf(string name) => Path.Combine([root, .. CarriedModule.Folder.Split('/'), name]);

    private static string Shown(string name) => $"{CarriedModule.Folder}/{AddressGrammar.Printable(name)}";
}
