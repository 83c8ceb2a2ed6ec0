using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Cli.Prompting;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer rm</c>: removes secrets from the repository and from the list of what is uploaded.</summary>
internal static class RemoveCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address(Arguments.Several);
        var yes = new Option<bool>("--yes") { Description = "Remove several without a question" };
        var command = new Command("rm", "Remove secrets from the repository (the bucket is left alone)") { address, yes };
        command.SetAction((parsed, cancellation) =>
        {
            var typed = parsed.GetRequiredValue(address);
            return AddressPattern.Parse(typed) is { IsMany: true } pattern
                ? RemoveAsync(app, pattern, parsed.GetValue(yes), cancellation)
                : Task.FromResult(Remove(app, SecretAddress.Parse(typed)));
        });
        return command;
    }

    private static int Remove(App app, SecretAddress address)
    {
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, address.Environment);
        _ = repository.Environment(address.Environment);
        using var writing = RepositoryLock.Take(repository.Root);
        var variables = VariablesFile.Find(repository.Root, address.Environment);
        var changed = variables?.Without(address.Key);
        var kind = repository.KindOf(address);
        if (kind == FileKind.Missing && changed is null && IsFolderEmpty(repository, address))
        {
            // A run that was killed between the file and its folder has left it, and 'push' wants to know why it is empty.
            GitState.RequireFetched(repository, $"{address}"[..$"{address}".LastIndexOf('/')]);
            repository.DeleteEmptyFolders(address);
            Terminal.Say($"nothing is left to remove: '{address}' is gone, and now the empty folder that it was in");
            return 0;
        }

        if (kind == FileKind.Folder || (kind == FileKind.Missing && changed is null))
        {
            repository.Require(address, kind);
        }

        Removal.Run(repository, address);
        return 0;
    }

    private static bool IsFolderEmpty(SecretRepository repository, SecretAddress address)
    {
        var folder = Path.GetDirectoryName(repository.PathOf(address))!;
        return SafeFile.KindOf(folder, address.ToString()) == FileKind.Folder && SafeFile.NamesIn(folder, address.ToString()).Count == 0;
    }

    private static async Task<int> RemoveAsync(App app, AddressPattern pattern, bool isSure, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, repository.EnvironmentsOf(pattern));
        var found = FoundSecrets.ByAddress(repository, pattern);
        if (found.Count > 1 && !isSure)
        {
            await RequireYesAsync(pattern, found, cancellation);
        }

        using var writing = RepositoryLock.Take(repository.Root);
        if (!FoundSecrets.ByAddress(repository, pattern).SequenceEqual(found))
        {
            throw new CofferException(
                ErrorCode.Temporary,
                $"the secrets that '{pattern}' means have changed since you were asked",
                "nothing was removed: try again");
        }

        // What can be refused is refused before the first is removed.
        foreach (var environment in found.Select(address => address.Environment).Distinct())
        {
            _ = VariablesFile.Find(repository.Root, environment);
        }

        foreach (var address in found)
        {
            Removal.Run(repository, address);
        }

        return 0;
    }

    private static async Task RequireYesAsync(
        AddressPattern pattern, IReadOnlyList<SecretAddress> found, CancellationToken cancellation)
    {
        var names = string.Join('\n', found.Select(address => $"  {address}"));
        if (!HiddenInput.IsInteractive)
        {
            throw new CofferException(
                ErrorCode.Usage, $"'{pattern}' means {found.Count} secrets:\n{names}", "say --yes to remove them all");
        }

        Terminal.Say($"'{pattern}' means {found.Count} secrets:\n{names}");
        if (await TerminalQuestion.AskAsync($"remove these {found.Count}? yes or no: ", cancellation) is not ("yes" or "y"))
        {
            throw new CofferException(ErrorCode.Usage, "the answer was not 'yes'", "nothing was removed");
        }
    }
}
