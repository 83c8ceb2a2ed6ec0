using System.CommandLine;
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
        _ = repository.Environment(address.Environment);
        using var writing = RepositoryLock.Take(repository.Root);
        var variables = VariablesFile.Find(repository.Root, address.Environment);
        var changed = variables?.Without(address.Key);
        var kind = repository.KindOf(address);
        if (kind == FileKind.Folder || (kind == FileKind.Missing && changed is null))
        {
            SecretRepository.Refuse(address, kind);
        }

        // First, so that a list never names a file that is not there.
        if (changed is not null)
        {
            variables!.Replace(changed);
            Terminal.Say($"took '{address.Key}' off the list in {variables.Name}");
        }

        if (kind != FileKind.Missing)
        {
            repository.Delete(address);
            Terminal.Say($"removed '{address}'; Git and the bucket still have it: change what it opened");
        }

        return 0;
    }
}
