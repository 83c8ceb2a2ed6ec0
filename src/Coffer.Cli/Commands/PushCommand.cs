using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Synchronization;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer push</c>: uploads what <c>status</c> says is different, then the releases, without Terraform.</summary>
internal static class PushCommand
{
    public static Command Create(App app)
    {
        var environment = Arguments.Environment();
        var delete = new Option<bool>("--delete") { Description = "Delete objects that the repository does not have" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done" };
        var allowEmpty = Arguments.AllowEmpty();
        var json = Arguments.Json();
        var command = new Command("push", "Upload what differs to the environment's bucket, and print the variables of its services")
        {
            environment, delete, allowEmpty, dryRun, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            parsed.GetValue(environment),
            parsed.GetValue(delete),
            parsed.GetValue(allowEmpty),
            new PushReport(parsed.GetValue(dryRun), parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, string? named, bool delete, bool allowEmpty, PushReport report, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        var environment = App.Environment(repository, named);
        var name = environment.Name;
        GitState.RequireCheckedOut(repository, name);
        IGit? git = null;
        IReadOnlyList<CofferException> moved = [];
        var hasList = false;
        var here = RepositoryReading.Of(repository, name, () =>
        {
            // Under the lock: what is looked at here is what is read, and uploaded.
            git = GitWorkTrees.Open(repository, out _);
            GitState.RequireMerged(git, name);
            var set = SecretSet.Of(repository, name);
            hasList = set.ListName is not null;
            var whole = set.WholeAndListed(allowEmpty);
            RefuseStrangers(repository, name);
            moved = GitState.Moved(repository, name, git);
            return whole;
        });
        RefuseWhatCannotBe(here);
        RefuseMoved(moved);
        var store = app.Aws(environment).Bucket(environment.Bucket);
        return await Deadline.RunAsync(
            async limit =>
            {
                var bucket = await BucketComparison.CompareAsync(here, store, limit);
                await BucketOwner.RequireAsync(store, environment.Bucket, name, bucket, limit);
                RefuseMoved(await MovedInBucket.FindAsync(here, bucket, environment.Binding, store, limit));
                await RefuseLossAsync(name, bucket, store, delete, allowEmpty, hasList, limit);
                var plan = await PushPlan.MakeAsync(here, bucket, store, delete, limit);
                report.Print(environment, plan, report.IsDryRun
                    ? report.Tell(environment, plan)
                    : await PushAsync(plan, here, store, report.Telling(environment), limit));
                ReportUncommitted(repository, name, git);
                return 0;
            },
            cancellation,
            Deadline.WholeEnvironmentSeconds);
    }

    private static async Task<IReadOnlyList<ServiceRelease>> PushAsync(
        PushPlan plan, RepositoryReading here, ISecretStore store, Action<string, ObjectChange> tell, CancellationToken cancellation)
    {
        using var progress = new Progress("done", plan.Changes.Count());
        return await new PushRun(
            plan,
            here,
            store,
            (key, change) =>
            {
                tell(key, change);
                progress.Step();
            }).RunAsync(cancellation);
    }

    private static void ReportUncommitted(SecretRepository repository, string environment, IGit? git)
    {
        if (git is not null && GitState.Uncommitted(repository, environment, git) is { Count: > 0 } secrets)
        {
            Terminal.Say($"not committed to Git as {(secrets.Count == 1 ? "it is" : "they are")} here: "
                + $"{string.Join(", ", secrets.Select(secret => $"'{secret}'"))}");
        }
    }

    private static void RefuseMoved(IReadOnlyList<CofferException> moved)
    {
        if (moved.Count > 0)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"nothing is uploaded:\n{string.Join('\n', moved.Select(secret => $"  {secret.Message}"))}",
                moved[0].Hint);
        }
    }

    private static async Task RefuseLossAsync(
        string environment, BucketComparison bucket, ISecretStore store, bool delete, bool allowEmpty, bool hasList,
        CancellationToken cancellation)
    {
        if (delete && !allowEmpty)
        {
            LostSecrets.RequireNoServiceEmptied(environment, bucket);
        }
        else if (!delete && !hasList)
        {
            await LostSecrets.RequireWholeReleasesAsync(environment, bucket, store, cancellation);
        }
    }

    /// <summary>What somebody has taken for a secret, and Terraform's module refuses, is not left out without a word.</summary>
    private static void RefuseStrangers(SecretRepository repository, string environment)
    {
        List<(string Path, string Problem)> strangers = [.. ScannedFile.Strangers(repository, environment)];
        if (strangers.Count > 0)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                "nothing is uploaded:\n" + string.Join('\n', strangers.Select(stranger =>
                    $"  '{AddressGrammar.Printable(stranger.Path)}' cannot be a secret: {stranger.Problem}")),
                "rename it to <environment>/<service>/<name>, or move it out");
        }
    }

    /// <summary>What is surely no ciphertext never leaves the machine, and nothing else does with it.</summary>
    private static void RefuseWhatCannotBe(RepositoryReading here)
    {
        foreach (var address in here.Addresses)
        {
            if (SealedContent.Of(here.ContentOf(address.Key)) is { Format: SealedFormat.NotCiphertext } content)
            {
                throw new CofferException(
                    ErrorCode.Malformed,
                    $"'{address}' is not uploaded, nor is anything else: {content.Problem}",
                    content.Mend ?? $"seal it with 'coffer set {address}'; 'coffer verify' finds all such files");
            }
        }

        if (Release.Twins(here.Addresses.Select(address => address.Key)) is { } twins)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"nothing is uploaded: '{here.Environment}/{twins.First}' and '{here.Environment}/{twins.Second}' differ only by case",
                "rename one of them with 'coffer mv'");
        }
    }
}
