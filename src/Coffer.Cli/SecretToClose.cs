using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>A secret that <c>policy deny</c> closes: the contexts under which its versions open, and what follows for its users.</summary>
internal sealed class SecretToClose
{
    private const int MostCommits = 10_000;
    private const string PartialClone = "this clone was made with a filter ('git fetch --refetch --no-filter' fetches the others)";
    private static readonly TimeSpan HistoryLimit = TimeSpan.FromSeconds(10);

    private readonly SecretAddress address;
    private readonly bool hasPair;
    private readonly bool closesPair;
    private readonly int keys;
    private readonly string? notLooked;
    private string? notAllLooked;

    /// <summary>Looks at the secret's file and its versions in Git, and at its service's key pair.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="address">The secret; its file may be gone already.</param>
    /// <param name="pair">Whether the pair is to be closed in any case.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where no context tells it from others.</exception>
    public SecretToClose(SecretRepository repository, SecretAddress address, bool pair)
    {
        this.address = address;
        Settings = repository.Environment(address.Environment);
        var seed = address with { Name = SecretAddress.SeedName };
        var git = Opened(repository, out notLooked);
        var past = git is null ? [] : Past(git, [address.ToString(), seed.ToString()]);
        var versions = VersionsOf(repository, git, past).ToList();
        hasPair = repository.KindOf(seed) != FileKind.Missing || past.Exists(content => content.Path == seed.ToString());
        closesPair = pair || versions.Exists(version => version.Format == SealedFormat.Service)
            || (versions.Count == 0 && Settings.Policy.ChoiceFor(address) == FormatChoice.Service);
        keys = versions.Select(version => version.Blob?.Fingerprint).OfType<string>().Distinct().Count();
        if (Settings.Binding == Binding.None && !closesPair)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"'{address.Environment}' has the binding 'none': nothing in its ciphertexts tells '{address}' from the others",
                "change the value where it is used; 'aws kms disable-key' closes all of the key's secrets at once; 'coffer adopt' binds "
                    + "what stays");
        }
    }

    // In an emergency a Git that fails keeps nobody from closing the secret; it is said.
    private static GitWorkTree? Opened(SecretRepository repository, out string? notLooked)
    {
        try
        {
            var git = GitWorkTree.Open(repository.Root, null, out var reason);
            notLooked = git is null ? reason : null;
            return git;
        }
        catch (CofferException failure)
        {
            notLooked = failure.Message;
            return null;
        }
    }

    /// <summary>The environment.</summary>
    public EnvironmentSettings Settings { get; }

    /// <summary>The addresses whose contexts open a version of it.</summary>
    public IEnumerable<SecretAddress> Contexts()
    {
        if (Settings.Binding == Binding.Bound)
        {
            yield return address;
        }

        if (closesPair)
        {
            yield return address with { Name = SecretAddress.SeedName };
        }
    }

    /// <summary>Tells what follows, on stderr.</summary>
    public void Tell()
    {
        var service = $"{address.Environment}/{address.Service}";
        Terminal.Say($"'{address}': who has opened it keeps the value, and so does what runs. First change it where it is used");
        if (notLooked is not null)
        {
            Terminal.Say($"its older versions are not looked at: {notLooked}");
        }

        if (notAllLooked is not null)
        {
            Terminal.Say($"its older versions are not all looked at: {notAllLooked}");
        }

        if (keys > 1)
        {
            Terminal.Say($"its versions in Git were sealed under {keys} keys: the policy of each needs the statement");
        }

        if (closesPair)
        {
            Terminal.Say($"'{service}' has one key pair for all its secrets: this closes the whole service, every secret that was ever "
                + "sealed for the pair, and any new pair of it");
            Terminal.Say($"what did not leak lives on without the pair: before the statement takes effect, give '{service}' the format "
                + $"'auto' in coffer.json, and 'coffer rekey {service}'. What leaked gets a new value under a new name: "
                + $"'coffer set {NextName()}', 'coffer rm {address}', then push or apply");
            return;
        }

        Terminal.Say($"'{service}' does not start with a release that has it: the next start of an old one ends 77. It lives on under a "
            + $"new name: 'coffer set {NextName()}', 'coffer rm {address}', then push or apply");
        if (hasPair)
        {
            Terminal.Say($"'{service}' has a key pair: versions of '{address}' that were sealed for it, if there are any, still open. "
                + "'--pair' closes them, and the whole service");
        }
    }

    private IEnumerable<SealedContent> VersionsOf(SecretRepository repository, GitWorkTree? git, List<GitContent> past)
    {
        var blobs = past.Where(content => content.Path == address.ToString()).Select(content => content.Blob).Distinct();
        var contents = git is null ? [] : Contents(git, blobs);
        if (repository.KindOf(address) != FileKind.Missing)
        {
            contents.Add(repository.Read(address));
        }

        return contents.Select(content => SealedContent.Of(content));
    }

    private List<GitContent> Past(GitWorkTree git, string[] paths)
    {
        try
        {
            var (past, gap) = git.History(paths, MostCommits, HistoryLimit);
            notAllLooked = gap switch
            {
                null => null,
                GitGapKind.Shallow => "this clone has the newest commits only ('git fetch --unshallow' fetches the others)",
                GitGapKind.Late => "Git takes too long to list them",
                _ => PartialClone,
            };
            return past;
        }
        catch (CofferException failure)
        {
            notAllLooked = failure.Message;
            return [];
        }
    }

    private List<byte[]> Contents(GitWorkTree git, IEnumerable<string> blobs)
    {
        try
        {
            return [.. git.Blobs(blobs).Values];
        }
        catch (CofferException failure)
        {
            notAllLooked ??= git.IsPartialClone() ? PartialClone : failure.Message;
            return [];
        }
    }

    // db-password, db-password-2, db-password-3.
    private SecretAddress NextName()
    {
        var dash = address.Name.LastIndexOf('-');
        return dash > 0 && int.TryParse(address.Name[(dash + 1)..], out var number) && number is > 1 and < 1000
            ? address with { Name = $"{address.Name[..dash]}-{number + 1}" }
            : address with { Name = $"{address.Name}-2" };
    }
}
