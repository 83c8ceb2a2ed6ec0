using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Comparing;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli.Comparing;

/// <summary>A side as a commit has it: its files, and the keys of its <c>coffer.json</c>, which sealed them.</summary>
internal static class RevisionSide
{
    /// <summary>Reads it.</summary>
    /// <param name="app">The world.</param>
    /// <param name="revision">A commit by any name that Git takes.</param>
    /// <param name="pattern">What of it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> where there is no such commit.</exception>
    public static ComparedSide Of(App app, string revision, AddressPattern pattern)
    {
        var repository = app.Repository();
        var git = GitWorkTree.Open(repository.Root, null, out var reason) ?? throw new CofferException(
            ErrorCode.NotFound, $"a revision needs Git: {reason}", "'git init' begins a history");

        // What begins with a dash would be an option of Git's.
        var commit = revision.StartsWith('-') ? null : git.CommitOf(revision);
        if (commit is null)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                "what stands before ':' is no commit of this repository",
                "write REVISION:ADDRESS, for example 'HEAD~1:staging/api'; 'git log' shows what there is");
        }

        var settings = Settings(git, commit, repository, pattern);
        var files = Files(repository.Root, "", git, commit, [.. settings.Select(environment => environment.Name)], ServiceOf(pattern));
        var secrets = files.Keys
            .Select(path => SecretAddress.TryParse(path, out var address, out _) ? address : null).OfType<SecretAddress>()
            .Where(pattern.IsPlaceOf).ToDictionary(pattern.NameOf);
        return new ComparedSide(
            $"{revision}:{pattern}",
            secrets,
            secrets.Values.Select(address => (address.Environment, address.Service)).Distinct().ToDictionary(
                place => place,
                place =>
                {
                    var environment = settings.Single(known => known.Name == place.Environment);
                    var source = new RevisionSource(revision, place.Environment, place.Service, files);
                    return SecretOrigin.Of(source, app.Aws(environment).Keys, environment.Policy);
                }));
    }

    // Where the commit has no coffer.json, or not the environment, today's counts.
    private static List<EnvironmentSettings> Settings(
        GitWorkTree git, string commit, SecretRepository repository, AddressPattern pattern)
    {
        var then = git.Show(commit, CofferConfiguration.FileName) is { } content
            ? CofferConfiguration.Parse(content).Environments.Where(environment => pattern.FitsEnvironment(environment.Name)).ToList()
            : [];
        return then.Count > 0 ? then : [.. repository.EnvironmentsOf(pattern).Select(repository.Environment)];
    }

    // A service's whole folder: its key pair is in it.
    private static string ServiceOf(AddressPattern pattern) => pattern.Base.Split('/') is [var environment, var service, ..]
        ? $"{environment}/{service}/"
        : "";

    private static Dictionary<string, byte[]> Files(
        string folder, string place, GitWorkTree git, string commit, IReadOnlyCollection<string> paths, string below)
    {
        var (all, submodules) = git.Tree(commit, paths);
        var files = all.Where(file => (place + file.Path).StartsWith(below, StringComparison.Ordinal)).ToList();
        var blobs = git.Blobs(files.Select(file => file.Blob));
        if (files.Find(file => !blobs.ContainsKey(file.Blob)) is { } lost)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"Git has not the content of '{AddressGrammar.Printable(place + lost.Path)}' at '{commit}'",
                "'git fsck' shows what is missing; a partial clone fetches it by 'git checkout'");
        }

        var found = files.ToDictionary(file => place + file.Path, file => blobs[file.Blob]);
        foreach (var (path, inner) in submodules)
        {
            var within = Path.Combine(folder, path);
            var tree = SafeFile.KindOf(Path.Combine(within, ".git"), $"{place}{path}/.git") == FileKind.Missing ? null
                : GitWorkTree.Open(within, null, out _);
            if (tree?.CommitOf(inner) is null)
            {
                throw new CofferException(
                    ErrorCode.NotFound,
                    $"the submodule '{AddressGrammar.Printable(place + path)}' is not here at the commit that the revision names",
                    "'git submodule update --init' fetches it");
            }

            foreach (var (name, content) in Files(within, $"{place}{path}/", tree, inner, ["."], below))
            {
                found[name] = content;
            }
        }

        return found;
    }
}
