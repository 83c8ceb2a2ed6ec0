using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Pairs;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer key create</c>: makes a service's key pair; the private half is sealed by KMS before it is written.</summary>
internal static class KeyCreateCommand
{
    public static Command Create(App app)
    {
        var service = ServiceArgument.Create();
        var command = new Command(
            "create", "Make the key pair: everybody with the public key seals, and KMS decides who opens") { service };
        command.SetAction((parsed, cancellation) => RunAsync(app, parsed.GetRequiredValue(service), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string text, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, text);
        var service = ServiceArgument.Parse(repository, text);
        PortableNames.Require(service.ToString());
        GitState.RequirePairCheckedOut(repository, service.ToString());
        var connection = app.Aws(service.Environment);
        using var writing = RepositoryLock.Take(repository.Root);
        var key = await Deadline.RunAsync(
            limit => PairCreation.RunAsync(
                repository, connection.Keys, service.Environment.Policy, service.Environment.Name, service.Name, limit),
            cancellation);
        Terminal.Say($"made the key pair of '{service}'; its id is {key.IdText}");
        Terminal.Say($"commit '{service}/{PairFiles.PublicName}' and '{service}/{SecretAddress.SeedName}' together");
        SecretAdvice.SayIgnored(repository, PairFiles.PathsOf(service.ToString()));
        if (service.Environment.Policy.FormatFor(new SecretAddress(service.Environment.Name, service.Name, "name"), 1)
            != SealedFormat.Service)
        {
            Terminal.Say(
                $"nothing is sealed for it yet: {CofferConfiguration.FileName} says so with \"services\": {{ \"{service.Name}\": {{ "
                    + $"\"format\": \"service\" }} }} of '{service.Environment.Name}'; 'coffer rekey {service}' then seals what is there");
        }

        return 0;
    }
}
