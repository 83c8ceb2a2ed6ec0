using System.CommandLine;
using Coffer.Core.Addresses;
using Coffer.Core.Configuration;
using Coffer.Core.Errors;
using Coffer.Core.Repository;
using Coffer.Core.Sealing;
using Coffer.Core.Stores;
using Coffer.Core.Synchronization;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer push</c>: uploads what <c>status</c> says is different, without Terraform.</summary>
internal static class PushCommand
{
    private const int MaxConcurrent = 16;

    public static Command Create(App app)
    {
        var environment = Arguments.Environment();
        var delete = new Option<bool>("--delete") { Description = "Delete objects that the repository does not have" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done" };
        var command = new Command("push", "Upload what differs to the environment's bucket") { environment, delete, dryRun };
        command.SetAction((parsed, cancellation) => RunAsync(
            app, parsed.GetRequiredValue(environment), parsed.GetValue(delete), parsed.GetValue(dryRun), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string name, bool delete, bool dryRun, CancellationToken cancellation)
    {
        var repository = app.Repository();
        var environment = repository.Environment(name);
        RefusePlaintext(repository, name);
        var store = app.Aws(environment).Bucket(environment.Bucket);
        return await Deadline.RunAsync(
            async limit =>
            {
                var secrets = await BucketComparison.CompareAsync(repository, name, store, limit).ConfigureAwait(false);
                var changes = secrets.Where(secret => secret.State is SecretState.Different or SecretState.OnlyInRepository
                    || (delete && secret.State == SecretState.OnlyInBucket)).ToList();
                await ApplyAsync(repository, environment, store, changes, dryRun, limit).ConfigureAwait(false);
                Report(environment, secrets, changes.Count, delete);
                return 0;
            },
            cancellation,
            Deadline.WholeEnvironmentSeconds).ConfigureAwait(false);
    }

    /// <summary>What is surely no ciphertext never leaves the machine, and nothing else does with it.</summary>
    private static void RefusePlaintext(SecretRepository repository, string environment)
    {
        foreach (var address in repository.ListWhole(environment))
        {
            if (SealedContent.Of(repository.Read(address)) is { Format: SealedFormat.NotCiphertext } content)
            {
                throw new CofferException(
                    ErrorCode.Malformed, $"'{address}' is not uploaded, nor is anything else: {content.Problem}", $"seal it with 'coffer set {address}'; 'coffer verify' finds all such files");
            }
        }
    }

    /// <summary>Several at once, told in the order of their names; what was done is told also where another fails.</summary>
    private static async Task ApplyAsync(
        SecretRepository repository,
        EnvironmentSettings environment,
        ISecretStore store,
        IEnumerable<ComparedSecret> changes,
        bool dryRun,
        CancellationToken cancellation)
    {
        foreach (var several in changes.Chunk(MaxConcurrent))
        {
            var running = several.Select(change => dryRun
                ? Task.CompletedTask
                : ApplyAsync(repository, environment, store, change, cancellation)).ToList();
            var all = Task.WhenAll(running);
            await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (change, task) in several.Zip(running))
            {
                if (task.IsCompletedSuccessfully)
                {
                    Tell(environment, change, dryRun);
                }
            }

            await all.ConfigureAwait(false);
        }
    }

    private static Task ApplyAsync(
        SecretRepository repository,
        EnvironmentSettings environment,
        ISecretStore store,
        ComparedSecret change,
        CancellationToken cancellation) =>
        change.State == SecretState.OnlyInBucket ? store.DeleteAsync(change.Key, cancellation)
        : SecretAddress.TryFromKey(environment.Name, change.Key, out var address, out _)
            ? store.PutAsync(change.Key, repository.Read(address), change.Tag, cancellation)
        : Task.CompletedTask;

    private static void Tell(EnvironmentSettings environment, ComparedSecret change, bool dryRun)
    {
        var what = change.State switch
        {
            SecretState.OnlyInBucket => "deleted",
            SecretState.Different => "replaced",
            _ => "uploaded",
        };
        Terminal.Line($"{(dryRun ? $"would be {what}" : what),-20}s3://{environment.Bucket}/{AddressGrammar.Printable(change.Key)}");
    }

    private static void Report(
        EnvironmentSettings environment, IReadOnlyList<ComparedSecret> secrets, int changes, bool delete)
    {
        if (changes == 0)
        {
            Terminal.Say($"s3://{environment.Bucket} has every secret of '{environment.Name}' already");
        }

        var left = secrets.Count(secret => secret.State == SecretState.OnlyInBucket);
        if (left > 0 && !delete)
        {
            Terminal.Say($"{left} in s3://{environment.Bucket} {(left == 1 ? "is" : "are")} not in the repository and left alone ('--delete' deletes)");
        }
    }
}
