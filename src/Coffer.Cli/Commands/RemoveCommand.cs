using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer rm</c>: removes a secret from the repository and from the list of what is uploaded.</summary>
internal static class RemoveCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address();
        var command = new Command("rm", "Remove a secret from the repository (the bucket is left alone)") { address };
        command.SetAction(parsed => Run(app, SecretAddress.Parse(parsed.GetRequiredValue(address))));
        return command;
    }

    private static int Run(App app, SecretAddress address)
    {
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, address.Environment);
        _ = repository.Environment(address.Environment);
        using var writing = RepositoryLock.Take(repository.Root);
        var variables = VariablesFile.Find(repository.Root, address.Environment);
        var changed = variables?.Without(address.Key);
        var kind = repository.KindOf(address);
        if (kind == FileKind.Folder || (kind == FileKind.Missing && changed is null))
        {
            repository.Require(address, kind);
        }

        Removal.Run(repository, address);
        return 0;
    }
}
