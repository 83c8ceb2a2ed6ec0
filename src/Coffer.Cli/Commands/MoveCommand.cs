using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli.Commands;

/// <summary>
/// <c>coffer mv</c> and <c>coffer cp</c>: secrets at another address, bound to it, under its environment's key. One, or all of a
/// folder, a service or an environment.
/// </summary>
internal static class MoveCommand
{
    private const string What = "<environment>/<service>/<name>; or <environment>/<service>, or <environment>: all in it";

    public static Command CreateMove(App app)
    {
        var sealedAs = new Option<bool>("--sealed-as")
        {
            Description = "The file is at TO already, moved there by Git: seal it for TO where it is, as it was sealed for FROM",
        };
        return Create(app, "mv", "Move secrets: seal them for their new addresses, and follow in the lists", keeps: false, sealedAs);
    }

    public static Command CreateCopy(App app) =>
        Create(app, "cp", "Copy secrets: seal them for other addresses, and follow in the lists", keeps: true, null);

    private static Command Create(App app, string name, string description, bool keeps, Option<bool>? sealedAs)
    {
        var from = new Argument<string>("FROM") { Description = What };
        var to = new Argument<string>("TO") { Description = "The same, where nothing is" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Ask KMS, and write nothing" };
        var command = new Command(name, description) { from, to, dryRun };
        if (sealedAs is not null)
        {
            command.Add(sealedAs);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var (old, now, dry) = (parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(dryRun));
            return sealedAs is not null && parsed.GetValue(sealedAs)
                ? SealedAsCommand.RunAsync(app, old, now, dry, cancellation)
                : RunAsync(app, old, now, keeps, dry, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(App app, string from, string to, bool keeps, bool dryRun, CancellationToken cancellation)
    {
        var repository = app.Repository();
        using var writing = RepositoryLock.Take(repository.Root);
        GitState.RequireMerged(GitWorkTrees.Open(repository, out _), from.TrimEnd('/'));
        var pairs = MovePairs.Of(repository, from, to);
        RequirePlaces(repository, pairs, keeps);

        // All that can fail, before anything is written: then every new file and its entry, and only then the old ones go. What is
        // interrupted in between has all secrets at one address or at both, and the same command again finishes it.
        var ends = new MoveEnds(app, repository);
        var moved = await Deadline.RunAsync(
            limit => MovingMany.RunAsync(pairs, pair => SealAsync(repository, pair, ends, limit), limit), cancellation, Deadline.WholeEnvironmentSeconds);
        foreach (var (pair, ciphertext) in dryRun ? [] : moved)
        {
            MoveLists.Put(repository, pair.To, ciphertext.Bytes);
        }

        foreach (var (pair, ciphertext) in moved)
        {
            if (!keeps && !dryRun)
            {
                MoveLists.Remove(repository, pair.From);
            }

            Terminal.Say($"{(dryRun ? "would be " : "")}{(keeps ? "copied" : "moved")} '{pair.From}' to '{pair.To}' ({ciphertext.How})");
        }

        return 0;
    }

    // Refused before anything is changed: lists that cannot be edited, too.
    private static void RequirePlaces(SecretRepository repository, IReadOnlyList<MovePair> pairs, bool keeps)
    {
        foreach (var (from, to) in pairs)
        {
            NewPlace.Require(repository, to, except: keeps ? null : from);
        }

        foreach (var environment in pairs.SelectMany(pair => (string[])[pair.From.Environment, pair.To.Environment]).Distinct())
        {
            _ = repository.Environment(environment);
            _ = VariablesFile.Find(repository.Root, environment);
        }
    }

    private static async Task<(byte[]? Bytes, string How)> SealAsync(
        SecretRepository repository, MovePair pair, MoveEnds ends, CancellationToken cancellation)
    {
        var old = repository.Read(pair.From);
        var (from, to) = (ends.Of(pair.From), ends.Of(pair.To));
        if (repository.KindOf(pair.To) == FileKind.File)
        {
            return await SecretMover.IsSameAsync(old, from, repository.Read(pair.To), to, cancellation)
                ? (null, "it was there already, from a run that was interrupted")
                : throw new CofferException(
                    ErrorCode.CannotWrite, $"'{pair.To}' is there already, with another value", $"'coffer rm {pair.To}' removes it first");
        }

        var inKms = SecretMover.CanReEncrypt(old, from, to);
        return (await SecretMover.SealAnewAsync(old, from, to, cancellation), inKms ? "re-encrypted by KMS" : "sealed again in memory");
    }
}
