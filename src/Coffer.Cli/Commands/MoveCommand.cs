using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli.Commands;

/// <summary>
/// <c>coffer mv</c> and <c>coffer cp</c>: a secret at another address, bound to it, under its environment's key.
/// </summary>
internal static class MoveCommand
{
    public static Command CreateMove(App app) => Create(app, "mv", "Move a secret: seal it for its new address, and follow in the lists", keeps: false);

    public static Command CreateCopy(App app) => Create(app, "cp", "Copy a secret: seal it for another address, and follow in the lists", keeps: true);

    private static Command Create(App app, string name, string description, bool keeps)
    {
        var from = new Argument<string>("FROM") { Description = "<environment>/<service>/<name>" };
        var to = new Argument<string>("TO") { Description = "<environment>/<service>/<name>, where nothing is" };
        var command = new Command(name, description) { from, to };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            SecretAddress.Parse(parsed.GetRequiredValue(from)),
            SecretAddress.Parse(parsed.GetRequiredValue(to)),
            keeps,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, SecretAddress from, SecretAddress to, bool keeps, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        using var writing = RepositoryLock.Take(repository.Root);
        GitState.RequireMerged(repository, from.ToString());
        var old = repository.Read(from);
        NewPlace.Require(repository, to, except: keeps ? null : from);
        if (repository.KindOf(to) == FileKind.File)
        {
            throw new CofferException(
                ErrorCode.CannotWrite, $"'{to}' is there already", $"'coffer rm {to}' removes it first");
        }

        // Refuse lists that cannot be edited before anything is changed.
        _ = VariablesFile.Find(repository.Root, from.Environment);
        _ = VariablesFile.Find(repository.Root, to.Environment);
        var ends = (From: End(app, repository, from), To: End(app, repository, to));
        var inKms = SecretMover.CanReEncrypt(old, ends.From, ends.To);
        var sealedAnew = await Deadline.RunAsync(
            limit => SecretMover.SealAnewAsync(old, ends.From, ends.To, limit), cancellation);
        Tell(to, "listed", ListedSecrets.Put(repository, to, sealedAnew));
        if (!keeps)
        {
            Tell(from, "took off the list", ListedSecrets.Unlist(repository, from));
            repository.Delete(from);
        }

        Terminal.Say($"{(keeps ? "copied" : "moved")} '{from}' to '{to}' ({(inKms ? "re-encrypted by KMS" : "sealed anew in memory")})");
        return 0;
    }

    private static void Tell(SecretAddress address, string what, string? variables)
    {
        if (variables is not null)
        {
            Terminal.Say($"{what}: '{address.Key}' in {variables}");
        }
    }

    private static MoveEnd End(App app, SecretRepository repository, SecretAddress address)
    {
        var environment = repository.Environment(address.Environment);
        var connection = app.Aws(environment);
        return new MoveEnd(address, environment.Policy, connection.Kms, connection.Keys);
    }
}
