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
    public static Argument<string> Prefix() =>
        new("PREFIX") { Description = "<environment>[/<service>[/…]]; '*' is any characters of a part" };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Ask KMS, and write nothing" };

    public static Option<string[]> From() =>
        new("--from") { Description = "A further key that may have sealed the files: id, ARN or alias", HelpName = "KEY" };

    /// <summary>What <see cref="From"/> names.</summary>
    public static IReadOnlyList<KeyName> Keys(string[]? from) => [.. (from ?? []).Select(key => KeyName.Parse(key, "--from", typed: true))];

    /// <summary>Runs over all files below a prefix.</summary>
    /// <param name="app">The world.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="asJson">Whether the report is one JSON object.</param>
    /// <param name="prepare">What seals one file again in an environment; its result is null for a file that is right.</param>
    /// <param name="right">What a file is called that is right.</param>
    /// <param name="done">What a file is called that was sealed again.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <param name="withPrivateKeys">Whether the private keys of services are files of these, too.</param>
    public static async Task<int> RunAsync(
        App app,
        string prefix,
        bool dryRun,
        bool asJson,
        Func<EnvironmentSettings, SecretRepository, Func<SecretAddress, byte[], CancellationToken, Task<byte[]?>>> prepare,
        string right,
        string done,
        CancellationToken cancellation,
        bool withPrivateKeys = false)
    {
        var repository = app.RepositoryToChange();
        var pattern = AddressPattern.Parse(prefix);
        GitState.RequireCheckedOut(repository, pattern.Environment);
        var environments = repository.EnvironmentsOf(pattern);
        GitState.RequireCheckedOut(repository, environments);
        GitState.RequireMerged(GitWorkTrees.Open(repository, out _), pattern);
        using var writing = RepositoryLock.Take(repository.Root);

        // With those that are listed and not in this checkout: each is a failure of its own, and not a secret that was passed over.
        List<SecretAddress> addresses =
        [
            .. SecretSet.Of(repository, pattern, pattern.IsPlaceOf).SelectMany(set => set.All),
            .. withPrivateKeys ? environments.SelectMany(environment => PrivateKeys(repository, environment)).Where(pattern.IsPlaceOf) : [],
        ];
        if (addresses.Count == 0)
        {
            throw NearAddresses.Nothing(repository, pattern);
        }

        var sealAgain = addresses.Select(address => address.Environment).Distinct().ToDictionary(
            name => name, name => prepare(repository.Environment(name), repository));
        using var progress = new Progress("gone over", addresses.Count);
        var results = await Deadline.RunAsync(
            limit => ReSealing.RunAsync(
                repository,
                addresses,
                (address, file, stop) => sealAgain[address.Environment](address, file, stop),
                dryRun,
                progress.Step,
                limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        if (asJson)
        {
            PrintJson(app, results, dryRun, done);
        }

        return Report(app, results, dryRun, asJson, right, done);
    }

    private static IEnumerable<SecretAddress> PrivateKeys(SecretRepository repository, string environment) =>
        repository.FoldersOf(environment)
            .Select(service => new SecretAddress(environment, service, SecretAddress.SeedName))
            .Where(address => repository.KindOf(address) != FileKind.Missing);

    private static void PrintJson(App app, IReadOnlyList<ReSealed> results, bool dryRun, string done) => JsonOutput.Print(json =>
    {
        json.WriteBoolean("dryRun", dryRun);
        json.WriteList("secrets", results, result =>
        {
            json.WriteString("address", result.Address.ToString());
            json.WriteString("change", result.Failure is not null ? "failed" : result.IsChanged ? done : "unchanged");
            json.WriteString("message", result.Failure is { } failure ? UnknownWords.Hide(failure, app).Message : null);
        });
    });

    private static int Report(App app, IReadOnlyList<ReSealed> results, bool dryRun, bool asJson, string right, string done)
    {
        foreach (var result in results)
        {
            if (result.Failure is { } failure)
            {
                app.Tell(failure);
            }
            else if (result.IsChanged && !asJson)
            {
                Terminal.State(dryRun ? $"would be {done}" : done, result.Address.ToString());
            }
        }

        var changed = results.Count(result => result.IsChanged);
        var failed = results.Count(result => result.Failure is not null);
        Terminal.Say($"{changed} {(dryRun ? "would be " : "")}{done}, {results.Count - changed - failed} {right}, {failed} failed");
        return failed == 0 ? 0 : (int)results.First(result => result.Failure is not null).Failure!.Code;
    }
}
