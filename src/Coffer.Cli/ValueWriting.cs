using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli;

/// <summary>Many values of one environment: all are sealed before the first is written.</summary>
internal static class ValueWriting
{
    /// <summary>Refuses what can be refused before KMS is asked.</summary>
    public static void Require(
        App app,
        SecretRepository repository,
        EnvironmentSettings environment,
        IReadOnlyList<(SecretAddress Address, SecretValue Value)> values)
    {
        IReadOnlyList<SecretAddress> addresses = [.. values.Select(one => one.Address)];
        NewPlace.Require(repository, addresses);
        SealingWay.Require(app, repository, environment, addresses);
        NameAdvice.Say(repository, addresses);
        foreach (var (address, value) in values)
        {
            _ = environment.Policy.FormatFor(address, value.Length);
        }
    }

    /// <summary>Seals and writes; what is interrupted is finished by the same command.</summary>
    /// <returns>What became of each, and the variables file whose list was changed, or would be; null where none was.</returns>
    public static async Task<(IReadOnlyList<SealedValue> Made, string? Variables)> RunAsync(
        App app,
        SecretRepository repository,
        EnvironmentSettings environment,
        IReadOnlyList<(SecretAddress Address, SecretValue Value)> values,
        bool isDryRun,
        CancellationToken cancellation)
    {
        var sealing = new ValueSealing(repository, app.Keys(environment, repository), environment.Policy);
        while (true)
        {
            using var progress = new Progress(isDryRun ? "compared" : "sealed", values.Count);
            var made = await Deadline.RunAsync(
                limit => sealing.SealAsync(values, isDryRun, progress.Step, limit), cancellation, Deadline.WholeEnvironmentSeconds);
            if (isDryRun)
            {
                return (made, ListedSecrets.WouldList(repository, [.. made.Select(one => one.Address)]));
            }

            using var writing = RepositoryLock.Take(repository.Root);
            NewPlace.Require(repository, [.. values.Select(one => one.Address)]);
            if (!made.Any(sealing.IsOutdated))
            {
                return (made, ListedSecrets.PutAll(repository, [.. made.Select(one => (one.Address, one.Ciphertext))]));
            }

            // Somebody wrote or removed one meanwhile: what was found out of it is of no use.
        }
    }
}
