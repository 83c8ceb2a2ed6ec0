using System.CommandLine;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer key check</c>: whether the public key belongs to the private one. It takes the right to decrypt.</summary>
internal static class KeyCheckCommand
{
    private const int Found = 1;

    public static Command Create(App app)
    {
        var service = ServiceArgument.Create();
        var command = new Command("check", "Check that the public key belongs to the private one, which KMS opens") { service };
        command.SetAction((parsed, cancellation) => RunAsync(app, parsed.GetRequiredValue(service), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string text, CancellationToken cancellation)
    {
        var repository = app.Repository();
        var service = ServiceArgument.Parse(repository, text);
        var (environment, policy) = (service.Environment.Name, service.Environment.Policy);
        var files = new PairFiles(repository);
        var address = new SecretAddress(environment, service.Name, SecretAddress.SeedName);
        var seeds = await files.SeedsOfAsync(address, cancellation);
        var shown = files.PublicKeyOf(address, policy.KeyIdOf(service.Name));
        var connection = app.Aws(service.Environment);

        // After an interrupted rotation the public key may be that of the private key to come.
        foreach (var seed in seeds)
        {
            using var key = await Deadline.RunAsync(
                limit => PrivateKeys.OpenAsync(connection.Keys, environment, service.Name, seed, policy, limit), cancellation);
            if (key.Public.IdText == shown.IdText)
            {
                Terminal.Say($"the public key of '{service}' belongs to its private key; the id is {shown.IdText}");
                return 0;
            }
        }

        Terminal.Error(new CofferException(
            ErrorCode.Malformed,
            $"the public key of '{service}' does not belong to its private key: what is sealed for it opens for somebody else, "
                + "or for nobody",
            $"restore '{service}/{PairFiles.PublicName}' from Git, find out who changed it, and change what was set since"));
        return Found;
    }
}
