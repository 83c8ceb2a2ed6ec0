using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Synchronization;

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
            parsed.GetValue(dryRun),
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, string? named, bool delete, bool allowEmpty, bool dryRun, bool asJson, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        var environment = App.Environment(repository, named);
        var name = environment.Name;
        GitState.RequireCheckedOut(repository, name);
        var git = GitWorkTrees.Open(repository, out _);
        GitState.RequireMerged(git, name);
        var hasList = false;
        var here = RepositoryReading.Of(repository, name, () =>
        {
            var set = SecretSet.Of(repository, name);
            hasList = set.ListName is not null;
            return set.WholeAndListed(allowEmpty);
        });
        RefuseWhatCannotBe(here);
        RefuseMoved(GitState.Moved(repository, name, git));
        var store = app.Aws(environment).Bucket(environment.Bucket);
        var changes = new List<(string Url, string What)>();
        void Tell(string key, ObjectChange change)
        {
            var (url, what) = ($"s3://{environment.Bucket}/{AddressGrammar.Printable(key)}", Word(change));
            changes.Add((url, what));
            if (!asJson)
            {
                Terminal.Line($"{(dryRun ? $"would be {what}" : what),-20}{url}");
            }
        }

        return await Deadline.RunAsync(
            async limit =>
            {
                var bucket = await BucketComparison.CompareAsync(here, store, limit);
                await BucketOwner.RequireAsync(store, environment.Bucket, name, bucket, limit);
                RefuseMoved(await MovedInBucket.FindAsync(here, bucket, environment.Binding, store, limit));
                await RefuseLossAsync(name, bucket, store, delete, allowEmpty, hasList, limit);
                if (!dryRun && bucket.Secrets.Any(secret => secret.State is SecretState.Different or SecretState.OnlyInRepository))
                {
                    await BucketOwner.MarkAsync(store, name, bucket, limit);
                }

                bucket = bucket with
                {
                    Secrets = await new BucketUpload(here, store, Tell, dryRun).RunAsync(bucket.Secrets, delete, limit),
                };
                var releases = await ReleaseComparison.CompareAsync(here, bucket, store, limit);
                var services = await new ReleaseUpload(store, Tell, dryRun).RunAsync(releases, bucket.IsVersioned, delete, limit);
                if (asJson)
                {
                    PrintJson(environment, changes, services, dryRun);
                }
                else if (!dryRun)
                {
                    Print(environment, services, changes.Count > 0);
                }

                Report(environment, bucket, services, changes.Count, delete);
                ReportUncommitted(repository, name, git);
                return 0;
            },
            cancellation,
            Deadline.WholeEnvironmentSeconds);
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

    private static string Word(ObjectChange change) => change switch
    {
        ObjectChange.Uploaded => "uploaded",
        ObjectChange.Replaced => "replaced",
        ObjectChange.Released => "released",
        _ => "deleted",
    };

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

    private static void Print(EnvironmentSettings environment, IReadOnlyList<ServiceRelease> services, bool afterChanges)
    {
        foreach (var service in services)
        {
            if (afterChanges || service != services[0])
            {
                Terminal.Line("");
            }

            foreach (var (name, value) in ServiceVariables.Of(environment, service))
            {
                Terminal.Line($"{name}={value}");
            }
        }
    }

    private static void PrintJson(
        EnvironmentSettings environment,
        IReadOnlyList<(string Url, string What)> changes,
        IReadOnlyList<ServiceRelease> services,
        bool dryRun) =>
        JsonOutput.Print(json =>
        {
            json.WriteString("environment", environment.Name);
            json.WriteString("bucket", environment.Bucket);
            json.WriteBoolean("dryRun", dryRun);
            json.WriteList("changes", changes, change =>
            {
                json.WriteString("object", change.Url);
                json.WriteString("change", change.What);
            });
            json.WriteList("services", services, service =>
            {
                json.WriteString("service", $"{environment.Name}/{service.Service}");
                json.WriteStartObject("variables");
                foreach (var (name, value) in ServiceVariables.Of(environment, service))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            });
        });

    private static void Report(
        EnvironmentSettings environment, BucketComparison bucket, IReadOnlyList<ServiceRelease> services, int changes, bool delete)
    {
        if (changes == 0)
        {
            Terminal.Say($"s3://{environment.Bucket} has every secret of '{environment.Name}' already");
        }

        var left = bucket.Secrets.Count(secret => secret.State == SecretState.OnlyInBucket);
        if (left > 0 && !delete)
        {
            Terminal.Say($"{left} in s3://{environment.Bucket} {(left == 1 ? "is" : "are")} not in the repository and left alone "
                + "('--delete' deletes)");
        }

        if (services.Any(service => service.State == PinState.NoVersions))
        {
            // A dry run on a bucket that has none of these secrets yet has seen no version that could tell.
            Terminal.Say(bucket.Secrets.Any(secret => secret.State == SecretState.Same)
                ? $"s3://{environment.Bucket} keeps no versions, so that no release can be pinned ('aws s3api put-bucket-versioning' makes "
                    + "it keep them)"
                : $"the first upload shows whether s3://{environment.Bucket} keeps versions; if so, the release of each service is "
                    + "written, too");
        }

        foreach (var service in services.Where(service => service.State == PinState.UnversionedSecret))
        {
            Terminal.Say($"no release of '{environment.Name}/{service.Service}' was written: a secret of more than "
                + $"{Release.MaxInlineBytes} bytes has been in s3://{environment.Bucket} since before it kept versions (delete that object "
                    + "and push again)");
        }
    }
}
