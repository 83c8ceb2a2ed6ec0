using Coffer.Core.Configuration;
using Coffer.Core.Model;

namespace Coffer.Core.Repository;

/// <summary>
/// A folder of ciphertexts: <c>environment/service/name</c> below its root, where <c>coffer.json</c> is if there is one.
/// </summary>
internal sealed class SecretRepository
{
    /// <summary>The longest file that is read as a secret, in bytes.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;

    private const int MaxConfigurationBytes = 1024 * 1024;

    private readonly CofferConfiguration? configuration;
    private readonly RepositoryTrust trust;

    private SecretRepository(string root, CofferConfiguration? configuration, RepositoryTrust trust)
    {
        Root = root;
        this.configuration = configuration;
        this.trust = trust;
    }

    /// <summary>The root, an absolute path.</summary>
    public string Root { get; }

    /// <summary>The one whose root a folder itself is, or is to be; whatever <c>coffer.json</c> says.</summary>
    public static SecretRepository At(string folder, Func<string, string?> variable) => new(folder, null, RepositoryTrust.Of(variable));

    /// <summary>Finds the root by walking up to <c>coffer.json</c>; without one it is the folder itself.</summary>
    /// <param name="folder">An absolute path.</param>
    /// <param name="variable">The environment's variables: where the home folder is, and what is trusted.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Configuration"/> where <c>coffer.json</c> is malformed, or is not the caller's.
    /// </exception>
    public static SecretRepository Open(string folder, Func<string, string?> variable)
    {
        var trust = RepositoryTrust.Of(variable);
        foreach (var at in RepositoryWalk.From(folder, variable))
        {
            var path = Path.Combine(at, CofferConfiguration.FileName);
            if (SafeFile.KindOf(path, Shown(path, folder)) != FileKind.Missing)
            {
                trust.Require(at, path);
                trust.Require(at, at);
                var content = SafeFile.Read(path, CofferConfiguration.FileName, MaxConfigurationBytes);
                return new SecretRepository(at, CofferConfiguration.Parse(content), trust);
            }
        }

        return new SecretRepository(folder, null, trust);
    }

    /// <summary>Whether <c>coffer.json</c> names environments.</summary>
    public bool IsConfigured => configuration?.Environments.Count > 0;

    /// <summary>
    /// The environments: those of <c>coffer.json</c>; without it, the folders that have a variables file of their name
    /// beside them, and the variables files that list secrets: their folders may be away.
    /// </summary>
    public IReadOnlyList<EnvironmentSettings> Environments =>
        [.. (configuration?.Environments is { Count: > 0 } configured
            ? configured
            : Folders(Root).Where(HasVariables).Union(VariablesFile.ListsIn(Root)).Order(StringComparer.Ordinal).Select(
                name => new EnvironmentSettings(name))).Select(Trusted)];

    /// <summary>
    /// An environment's settings. An unknown name is not repeated, as it may be a value that was typed in the wrong place.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is unknown.</exception>
    public EnvironmentSettings Environment(string name)
    {
        if (configuration is { Environments.Count: > 0 })
        {
            return configuration.Environments.FirstOrDefault(environment => environment.Name == name) is { } known
                ? Trusted(known)
                : throw new CofferException(
                    ErrorCode.Configuration,
                    $"{CofferConfiguration.FileName} has no environment of the name that was given",
                    Spelling.Meant(name, configuration.Environments.Select(other => other.Name))
                        + $"it has {string.Join(", ", configuration.Environments.Select(other => $"'{other.Name}'"))}; add it there, or "
                        + "look at the spelling");
        }

        // '..' and '' are folders too.
        var isName = AddressGrammar.SegmentProblem(name) is null;
        return isName && (SafeFile.KindOf(Path.Combine(Root, name), name) == FileKind.Folder || HasVariables(name))
            ? Trusted(new EnvironmentSettings(name))
            : throw new CofferException(
                ErrorCode.Configuration,
                "there is no environment of the name that was given: "
                    + CofferConfiguration.FileName
                    + (configuration is null ? " is neither here nor above" : " names none")
                    + ", and there is no folder of this name",
                Spelling.Meant(name, Environments.Select(environment => environment.Name)) + (configuration is null
                    ? "go to the folder that has your secrets; 'coffer init' begins one here"
                    : $"add it to {CofferConfiguration.FileName}"));
    }

    /// <summary>The names of the environments that a pattern means.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it names one that is unknown.</exception>
    public IReadOnlyList<string> EnvironmentsOf(AddressPattern pattern) => AddressPattern.IsGlob(pattern.Environment)
        ? [.. Environments.Select(environment => environment.Name).Where(pattern.FitsEnvironment)]
        : [Environment(pattern.Environment).Name];

    /// <summary>Where a secret's file is.</summary>
    public string PathOf(SecretAddress address) =>
        Path.Combine(Root, address.Environment, address.Service, Path.Combine(address.Name.Split('/')));

    /// <summary>A secret's ciphertext.</summary>
    /// <exception cref="CofferException">Not found, or no regular file.</exception>
    public byte[] Read(SecretAddress address)
    {
        var kind = KindOf(address);
        if (kind == FileKind.Missing && VariablesFile.Find(Root, address.Environment) is { } list && list.Files.Contains(address.Key))
        {
            throw SecretSet.NotHere([address], list.Name);
        }

        Require(address, kind);
        return SafeFile.Read(PathOf(address), address.ToString(), MaxFileBytes);
    }

    /// <summary>How long a secret's file is; 0 where only <see cref="Read"/> tells what it is.</summary>
    public long BytesOf(SecretAddress address)
    {
        try
        {
            if (KindOf(address) != FileKind.File)
            {
                return 0;
            }

            using var file = Disk.Own.Open(PathOf(address), followLinks: false);
            return file.Length;
        }
        catch (Exception exception) when (exception is CofferException || FileTrouble.Is(exception))
        {
            return 0;
        }
    }

    /// <summary>The error that there is no file of a secret at its place, with what may have been meant; none where there is one.</summary>
    public void Require(SecretAddress address, FileKind kind)
    {
        if (kind == FileKind.Missing)
        {
            throw new CofferException(
                ErrorCode.NotFound, $"'{address}' does not exist", NearAddresses.Hint(this, address.ToString()));
        }

        Refuse(address, kind);
    }

    /// <summary>The error that what is at a secret's place is where its file is wanted; none for its file.</summary>
    public static void Refuse(SecretAddress address, FileKind kind)
    {
        switch (kind)
        {
            case FileKind.Folder:
                throw new CofferException(
                    ErrorCode.Malformed, $"'{address}' is a folder, not a secret", $"'coffer list {address}' shows what is in it");
            default:
                SafeFile.Refuse(kind, address.ToString());
                break;
        }
    }

    /// <summary>What is at a secret's place.</summary>
    public FileKind KindOf(SecretAddress address)
    {
        RefuseStrangers(address);
        return SafeFile.KindOf(PathOf(address), address.ToString());
    }

    /// <summary>Writes a secret's ciphertext; the caller holds the lock.</summary>
    public void Write(SecretAddress address, ReadOnlySpan<byte> ciphertext)
    {
        RefuseStrangers(address);
        AtomicFile.Replace(PathOf(address), address.ToString(), ciphertext, Root);
    }

    /// <summary>Returns when the disk has a secret's file as it is.</summary>
    public void Confirm(SecretAddress address) => AtomicFile.ConfirmWhole(PathOf(address), address.ToString(), Root);

    /// <summary>Removes a secret's file, and the folders above it that are empty then.</summary>
    public void Delete(SecretAddress address)
    {
        RefuseStrangers(address);
        var path = PathOf(address);
        AtomicFile.Delete(path, address.ToString());
        AtomicFile.DeleteEmptyFolders(Path.GetDirectoryName(path)!, Root, address.ToString());
    }

    /// <summary>Removes the empty folders above a secret whose file is gone; they may be gone, too.</summary>
    public void DeleteEmptyFolders(SecretAddress address)
    {
        RefuseStrangers(address);
        var folder = Path.GetDirectoryName(PathOf(address))!;
        while (SafeFile.KindOf(folder, address.ToString()) == FileKind.Missing)
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        AtomicFile.DeleteEmptyFolders(folder, Root, address.ToString());
    }

    /// <summary>What is below an environment's folder, whatever it is, in the order of paths.</summary>
    public IEnumerable<RepositoryEntry> Entries(string environment) =>
        RepositoryEntry.Below(Path.Combine(Root, environment), environment);

    /// <summary>The secrets that are here, of an environment, or of one of its services or folders.</summary>
    public IEnumerable<SecretAddress> List(string environment, string below = "") =>
        Places(environment, below).Where(place => place.Kind == FileKind.File).Select(place => place.Address);

    /// <summary>
    /// The same for a reader that must have all of them: what is listed and not here is refused, and so is a link in a secret's place.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/>, or <see cref="ErrorCode.Malformed"/>, with the
    /// place.</exception>
    public IReadOnlyList<SecretAddress> ListWhole(string environment, string below = "") => SecretSet.Of(this, environment, below).Whole();

    /// <summary>What is here at the places of secrets: of an environment, or of one of its services or folders.</summary>
    public IEnumerable<(SecretAddress Address, FileKind Kind)> Places(string environment, string below = "")
    {
        foreach (var entry in Entries(environment))
        {
            if (SecretAddress.TryParse(entry.Path, out var address, out _) && address.IsBelow(below))
            {
                yield return (address, entry.Kind);
            }
        }
    }

    /// <summary>The folders of an environment that a service may have.</summary>
    public IEnumerable<string> FoldersOf(string environment) => Folders(Path.Combine(Root, environment));

    // Where there is no coffer.json, nobody has looked at the root yet.
    private EnvironmentSettings Trusted(EnvironmentSettings environment)
    {
        string[] beside = [environment.Name, .. VariablesFile.NamesFor(environment.Name)];
        foreach (var path in beside.Select(name => Path.Combine(Root, name)).Prepend(Root))
        {
            trust.Require(Root, path);
        }

        return environment;
    }

    // A link anywhere on the way would lead out of the repository, and so would a folder that others can write.
    private void RefuseStrangers(SecretAddress address)
    {
        var path = Root;
        foreach (var segment in address.ToString().Split('/')[..^1])
        {
            path = Path.Combine(path, segment);
            if (SafeFile.KindOf(path, Path.GetRelativePath(Root, path)) is var kind and not (FileKind.Folder or FileKind.Missing))
            {
                throw new CofferException(
                    ErrorCode.Malformed,
                    $"'{Path.GetRelativePath(Root, path)}' on the way to '{address}' is {(kind == FileKind.Link ? "a link" : "no folder")}",
                    "make it a folder of the repository");
            }

            trust.Require(Root, path);
        }

        trust.Require(Root, PathOf(address));
    }

    private bool HasVariables(string name) => VariablesFile.NamesFor(name)
        .Any(file => SafeFile.KindOf(Path.Combine(Root, file), file) == FileKind.File);

    // Above the folder where the command runs, a name alone would not say which.
    private static string Shown(string path, string folder) =>
        Path.GetDirectoryName(path) == folder ? CofferConfiguration.FileName : path;

    private static IEnumerable<string> Folders(string above) =>
        SafeFile.NamesIn(above, above)
            .Where(name => AddressGrammar.SegmentProblem(name) is null
                && SafeFile.KindOf(Path.Combine(above, name), name, followLinks: true) == FileKind.Folder);
}
