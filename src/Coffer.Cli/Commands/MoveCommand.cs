using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli.Commands;

/// <summary>
/// <c>coffer mv</c> and <c>coffer cp</c>: secrets at another address, bound to it, under its environment's key. One, or all of a
/// folder, a service or an environment.
/// </summary>
internal static class MoveCommand
{
    private const string What = "<environment>/<service>/<name>; <environment>[/<service>]: all in it; or a pattern with '*'";

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
        var to = new Argument<string>("TO")
        {
            Description = "The same, where nothing is; it takes the place of what FROM has before its first '*'",
        };
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
        var repository = app.RepositoryToChange();
        using var writing = RepositoryLock.Take(repository.Root);
        var git = GitWorkTrees.Open(repository, out _);
        var pattern = AddressPattern.Parse(from);
        GitState.RequireMerged(git, pattern);
        GitState.RequireCheckedOut(repository, [from, to, .. pattern.IsGlobbed ? repository.EnvironmentsOf(pattern) : []]);
        var ends = new MoveEnds(app, repository);
        IReadOnlyList<MovePair> pairs;
        try
        {
            pairs = MovePairs.Of(repository, from, to);
        }
        catch (CofferException nothing) when (nothing.Code == ErrorCode.NotFound && !keeps && !pattern.IsGlobbed)
        {
            if (await InterruptedMove.FinishAsync(repository, git, (from, to), ends, dryRun, cancellation))
            {
                return 0;
            }

            throw;
        }

        RequirePlaces(repository, pairs, keeps);
        NameAdvice.Say(repository, [.. pairs.Select(pair => pair.To)], keeps ? null : pairs.Select(pair => pair.From).ToHashSet());

        // All that can fail, before anything is written: then every new file and its entry, and only then the old ones go. What is
        // interrupted in between has all secrets at one address or at both, and the same command again finishes it.
        var mark = MoveMark.Read(repository);
        var moved = await Deadline.RunAsync(
            limit => AllOrNone.RunAsync(pairs, pair => SealAsync(repository, pair, ends, mark, limit), limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        if (!dryRun)
        {
            MoveMark.Write(repository, moved.Select(one => (one.Item, one.Result.Old, one.Result.New)));
        }

        var lists = new MoveLists(repository, dryRun);
        foreach (var (pair, ciphertext) in moved)
        {
            lists.Put(pair.To, ciphertext.IsThere ? null : ciphertext.New);
        }

        foreach (var (pair, ciphertext) in moved)
        {
            if (!keeps)
            {
                lists.Remove(pair.From);
            }

            Terminal.Say($"{(dryRun ? "would be " : "")}{(keeps ? "copied" : "moved")} '{pair.From}' to '{pair.To}' ({ciphertext.How})");
        }

        if (!dryRun)
        {
            MoveMark.Remove(repository);
            SecretAdvice.SayIgnored(repository, moved.Select(one => one.Item.To.ToString()));
        }

        return 0;
    }

    // Refused before anything is changed: lists that cannot be edited, too.
    private static void RequirePlaces(SecretRepository repository, IReadOnlyList<MovePair> pairs, bool keeps)
    {
        NewPlace.Require(
            repository, [.. pairs.Select(pair => pair.To)], except: keeps ? null : pairs.Select(pair => pair.From).ToHashSet());
        SecretSet.RequireNoneAway(repository, pairs.Select(pair => pair.To));
        foreach (var environment in pairs.SelectMany(pair => (string[])[pair.From.Environment, pair.To.Environment]).Distinct())
        {
            _ = repository.Environment(environment);
            _ = VariablesFile.Find(repository.Root, environment);
        }
    }

    private static async Task<Moved> SealAsync(
        SecretRepository repository, MovePair pair, MoveEnds ends, MoveMark mark, CancellationToken cancellation)
    {
        var old = repository.Read(pair.From);
        var (from, to) = (ends.Of(pair.From), ends.Of(pair.To));
        if (repository.KindOf(pair.To) == FileKind.File)
        {
            var there = repository.Read(pair.To);
            var isSame = mark.Has(pair, old, there) ? true : await SecretMover.IsSameAsync(old, from, there, to, cancellation);
            return isSame == true
                ? new Moved(old, there, IsThere: true, "it was there already, from a run that was interrupted")
                : throw new CofferException(
                    ErrorCode.CannotWrite,
                    $"'{pair.To}' is there already, "
                        + (isSame is null ? "and without kms:Decrypt nobody can tell whether with the same value" : "with another value"),
                    $"'coffer rm {pair.To}' removes it first");
        }

        var inKms = SecretMover.CanReEncrypt(old, from, to);
        var made = await SecretMover.SealAgainAsync(old, from, to, cancellation);
        return new Moved(old, made, IsThere: false, inKms ? "re-encrypted by KMS" : "sealed again in memory");
    }

    private sealed record Moved(byte[] Old, byte[] New, bool IsThere, string How);
}
