using System.CommandLine;
using System.Text.Json;
using Coffer.Cli.Git;
using Coffer.Cli.Running;
using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Synchronization;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer status</c>: the repository beside the bucket.</summary>
internal static class StatusCommand
{
    public static Command Create(App app)
    {
        var environment = Arguments.Environment();
        var allowEmpty = Arguments.AllowEmpty();
        var json = Arguments.Json();
        var running = new Option<bool>("--running")
        {
            Description = "Compare the files with what tasks of ECS run, and not with the bucket",
        };
        var command = new Command(
            "status", "Compare an environment's files with its bucket; exit 1 if they differ") { environment, allowEmpty, running, json };
        command.SetAction((parsed, cancellation) => parsed.GetValue(running)
            ? RunningStatus.RunAsync(app, parsed.GetValue(environment), parsed.GetValue(allowEmpty), parsed.GetValue(json), cancellation)
            : RunAsync(app, parsed.GetValue(environment), parsed.GetValue(allowEmpty), parsed.GetValue(json), cancellation));
        return command;
    }

    private static string Word(SecretState state) => state switch
    {
        SecretState.Same => "same",
        SecretState.Different => "different",
        SecretState.OnlyInRepository => "only in repository",
        _ => "only in bucket",
    };

    private static string Word(ReleaseState state) => state switch
    {
        ReleaseState.Same => "same",
        ReleaseState.Different => "different",
        _ => "none",
    };

    private static string Word(PinComparison state) => state switch
    {
        PinComparison.Same => "same",
        PinComparison.Different => "different",
        PinComparison.Lost => "lost",
        _ => "unknown",
    };

    private static string Words(PinComparison state, ComparedRelease release, string service, string bucket) => state switch
    {
        PinComparison.Same => $"the release that the files of {service} make",
        PinComparison.Different when release.Secrets == 0 => $"a release of {service}, which has no secrets here",
        PinComparison.Different => $"another release than the files of {service} make",
        PinComparison.Lost => $"the release that the files of {service} make, but in a version that s3://{bucket} does not have: "
            + "nothing starts with it",
        _ => $"the release that the files of {service} make; whether s3://{bucket} has it in that version cannot be told without "
            + "s3:GetObjectVersion",
    };

    private static async Task<int> RunAsync(App app, string? named, bool allowEmpty, bool asJson, CancellationToken cancellation)
    {
        var repository = app.Repository();
        var environment = App.Environment(repository, named);
        var name = environment.Name;
        GitState.RequireCheckedOut(repository, name);
        var pinned = Pinned(app, environment);
        IReadOnlyList<CofferException> movedHere = [];
        var here = RepositoryReading.Of(repository, name, () =>
        {
            var git = GitWorkTrees.Open(repository, out _);
            GitState.RequireMerged(git, name);
            movedHere = GitState.Moved(repository, name, git);
            return SecretSet.Of(repository, name).WholeAndListed(allowEmpty);
        });
        var store = app.Aws(environment).Bucket(environment.Bucket);
        var (secrets, releases, moved, pin) = await Deadline.RunAsync(
            async limit =>
            {
                var bucket = await BucketComparison.CompareAsync(here, store, limit);
                await BucketOwner.RequireAsync(store, environment.Bucket, name, bucket, limit);
                var releases = await ReleaseComparison.CompareAsync(here, bucket, store, limit);
                if (pinned is not null && releases.All(release => release.Service != pinned.Service))
                {
                    releases = [.. releases, new ComparedRelease(pinned.Service!, ReleaseState.None, null, 0, null, null)];
                }

                return (
                    bucket.Secrets,
                    releases,
                    movedHere.Count > 0 ? movedHere : await MovedInBucket.FindAsync(here, bucket, environment.Binding, store, limit),
                    pinned is null ? (PinComparison?)null
                        : await ReleaseComparison.CompareAsync(
                            pinned.Release!, releases.Single(release => release.Service == pinned.Service), store, limit));
            },
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        if (asJson)
        {
            JsonOutput.Print(json => Write(
                json, environment, secrets, releases, release => release.Service == pinned?.Service ? pin : null));
        }
        else
        {
            Print(name, secrets, releases);
        }

        var differing = secrets.Count(secret => secret.State != SecretState.Same);
        Terminal.Say(differing == 0
            ? $"'{name}' and s3://{environment.Bucket} hold the same {(secrets.Count == 1 ? "secret" : $"{secrets.Count} secrets")}"
            : $"'{name}' and s3://{environment.Bucket} differ in {differing} of {secrets.Count} secrets");
        if (pin is { } state)
        {
            var release = releases.Single(release => release.Service == pinned!.Service);
            Terminal.Say($"{ReleasePin.Variable} in your environment pins "
                + Words(state, release, $"'{name}/{AddressGrammar.Printable(release.Service)}'", environment.Bucket));
        }

        foreach (var secret in moved)
        {
            Terminal.Error(secret);
        }

        return moved.Count == 0
            && differing == 0
            && releases.All(release => release.State != ReleaseState.Different)
            && pin is null or PinComparison.Same
            ? 0
            : 1;
    }

    /// <summary>The variables around the command, where they pin a release of this environment.</summary>
    private static RuntimeSettings? Pinned(App app, EnvironmentSettings environment)
    {
        var runtime = app.Runtime();
        return runtime.Release is not null
            && runtime.Service is not null
            && runtime.Bucket == environment.Bucket
            && (runtime.Environment ?? environment.Name) == environment.Name
            ? runtime
            : null;
    }

    private static void Print(string name, IReadOnlyList<ComparedSecret> secrets, IReadOnlyList<ComparedRelease> releases)
    {
        foreach (var secret in secrets)
        {
            Terminal.State(Word(secret.State), $"{name}/{AddressGrammar.Printable(secret.Key)}");
        }

        foreach (var release in releases)
        {
            var state = release.State == ReleaseState.None ? "no release" : $"{Word(release.State)} release";
            var pinned = release.Pin is { } pin ? $" {ReleasePin.Variable}={pin}" : "";
            Terminal.State(state, $"{name}/{AddressGrammar.Printable(release.Service)}{pinned}");
        }
    }

    private static void Write(
        Utf8JsonWriter json,
        EnvironmentSettings environment,
        IReadOnlyList<ComparedSecret> secrets,
        IReadOnlyList<ComparedRelease> releases,
        Func<ComparedRelease, PinComparison?> pinned)
    {
        json.WriteString("environment", environment.Name);
        json.WriteString("bucket", environment.Bucket);
        json.WriteList("secrets", secrets, secret =>
        {
            json.WriteString("address", $"{environment.Name}/{secret.Key}");
            json.WriteString("state", Word(secret.State));
        });
        json.WriteList("releases", releases, release =>
        {
            json.WriteString("service", $"{environment.Name}/{release.Service}");
            json.WriteString("state", Word(release.State));
            json.WriteString("release", release.Pin?.ToString());
            if (pinned(release) is { } state)
            {
                json.WriteString("pinned", Word(state));
            }
        });
    }
}
