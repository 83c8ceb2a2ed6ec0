using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli;

/// <summary>What <c>rekey</c> and <c>adopt</c> have in common: go over a prefix, seal again what is not right, and sum up.</summary>
internal static class ReSealCommand
{
    public static Argument<string> Prefix() => new("PREFIX") { Description = "<environment>[/<service>[/…]]" };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Ask KMS, and write nothing" };

    public static Option<string[]> From() =>
        new("--from") { Description = "A further key that may have sealed the files: id, ARN or alias", HelpName = "KEY" };

    /// <summary>What <see cref="From"/> names.</summary>
    public static IReadOnlyList<KeyName> Keys(string[]? from) => [.. (from ?? []).Select(key => KeyName.Parse(key, "--from", typed: true))];

    /// <summary>Runs over all files below a prefix.</summary>
    /// <param name="app">The world.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="prepare">What seals one file again in an environment; its result is null for a file that is right.</param>
    /// <param name="right">What a file is called that is right.</param>
    /// <param name="done">What a file is called that was sealed again.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <param name="withPrivateKeys">Whether the private keys of services are files of these, too.</param>
    public static async Task<int> RunAsync(
        App app,
        string prefix,
        bool dryRun,
        Func<EnvironmentSettings, SecretRepository, Func<SecretAddress, byte[], CancellationToken, Task<byte[]?>>> prepare,
        string right,
        string done,
        CancellationToken cancellation,
        bool withPrivateKeys = false)
    {
        var repository = app.RepositoryToChange();
        var path = prefix.TrimEnd('/');
        if (AddressGrammar.PathProblem(path, typed: true) is { } problem)
        {
            throw new CofferException(ErrorCode.Usage, $"what is given is no prefix of addresses: {problem}");
        }

        var parts = path.Split('/', 2);
        GitState.RequireCheckedOut(repository, parts[0]);
        var environment = repository.Environment(parts[0]);
        GitState.RequireMerged(GitWorkTrees.Open(repository, out _), path);
        using var writing = RepositoryLock.Take(repository.Root);

        // With those that are listed and not in this checkout: each is a failure of its own, and not a secret that was passed over.
        var below = parts.Length > 1 ? parts[1] : "";
        IReadOnlyList<SecretAddress> addresses =
        [
            .. SecretSet.Of(repository, environment.Name, below).All,
            .. withPrivateKeys ? PrivateKeys(repository, environment, below) : [],
        ];
        if (addresses.Count == 0)
        {
            throw NearAddresses.Nothing(repository, AddressPattern.Parse(path));
        }

        var sealAgain = prepare(environment, repository);
        var results = await Deadline.RunAsync(
            limit => ReSealing.RunAsync(repository, addresses, sealAgain, dryRun, limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        return Report(app, results, dryRun, right, done);
    }

    private static IEnumerable<SecretAddress> PrivateKeys(SecretRepository repository, EnvironmentSettings environment, string below) =>
        repository.FoldersOf(environment.Name)
            .Where(service => below.Length == 0 || below == service)
            .Select(service => new SecretAddress(environment.Name, service, SecretAddress.SeedName))
            .Where(address => repository.KindOf(address) != FileKind.Missing);

    private static int Report(App app, IReadOnlyList<ReSealed> results, bool dryRun, string right, string done)
    {
        foreach (var result in results)
        {
            if (result.Failure is { } failure)
            {
                app.Tell(failure);
            }
            else if (result.IsChanged)
            {
                Terminal.Line($"{(dryRun ? $"would be {done}" : done),-20}{result.Address}");
            }
        }

        var changed = results.Count(result => result.IsChanged);
        var failed = results.Count(result => result.Failure is not null);
        Terminal.Say($"{changed} {(dryRun ? "would be " : "")}{done}, {results.Count - changed - failed} {right}, {failed} failed");
        return failed == 0 ? 0 : (int)results.First(result => result.Failure is not null).Failure!.Code;
    }
}
