using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Pairs;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer key rotate</c>: a new key pair for a service, and its secrets sealed again for it.</summary>
internal static class KeyRotateCommand
{
    public static Command Create(App app)
    {
        var service = ServiceArgument.Create();
        var command = new Command(
            "rotate", "Make a new key pair and seal the service's secrets for it; run again, it finishes what was interrupted") { service };
        command.SetAction((parsed, cancellation) => RunAsync(app, parsed.GetRequiredValue(service), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string text, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, text);
        var service = ServiceArgument.Parse(repository, text);
        var connection = app.Aws(service.Environment);
        GitState.RequireMerged(GitWorkTrees.Open(repository, out _), service.ToString());
        using var writing = RepositoryLock.Take(repository.Root);
        var rotation = new PairRotation(repository, connection.Keys, service.Environment.Policy);
        var rotated = await Deadline.RunAsync(
            limit => rotation.RunAsync(service.Environment.Name, service.Name, limit), cancellation, Deadline.WholeEnvironmentSeconds);
        var secrets = $"{rotated.SealedAgain} {(rotated.SealedAgain == 1 ? "secret" : "secrets")}";
        Terminal.Say($"{(rotated.IsResumed ? "finished the interrupted rotation of" : "rotated")} the key pair of '{service}': {secrets} "
            + $"sealed again; the new id is {rotated.Key.IdText}");
        if (service.Environment.Policy.KeyIdOf(service.Name) is { } pinned && pinned != rotated.Key.IdText)
        {
            Terminal.Say($"write the new id to coffer.json, as \"keyId\" of '{service}': until then nothing is sealed for it");
        }

        Terminal.Say(
            "this helps with new values only: who had the old key opens what Git's history has, so change the values too, with 'coffer "
                + "set'");
        return 0;
    }
}
