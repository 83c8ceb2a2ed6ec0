using System.CommandLine;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer key show</c>: a service's key pair, and what is sealed for it. Asks nobody.</summary>
internal static class KeyShowCommand
{
    public static Command Create(App app)
    {
        var service = ServiceArgument.Create();
        var json = Arguments.Json();
        var command = new Command("show", "Show the key pair's id and files, and how many secrets are sealed for it; no AWS call")
        {
            service, json,
        };
        command.SetAction(parsed => Run(app, parsed.GetRequiredValue(service), parsed.GetValue(json)));
        return command;
    }

    private static int Run(App app, string text, bool asJson)
    {
        var repository = app.Repository();
        var service = ServiceArgument.Parse(repository, text);
        var id = new PairFiles(repository).PublicKeyOf(AddressOf(service, "name"), keyId: null).IdText;
        var secrets = repository.List(service.Environment.Name, service.Name).ToList();
        var forPair = secrets.Count(address => SealedContent.Of(repository.Read(address)).KeyId == id);
        var (publicKey, privateKey) = (AddressOf(service, PairFiles.PublicName), AddressOf(service, SecretAddress.SeedName));
        var isRotating = repository.KindOf(AddressOf(service, PairFiles.NextName)) != FileKind.Missing;
        if (asJson)
        {
            JsonOutput.Print(json =>
            {
                json.WriteString("service", service.ToString());
                json.WriteString("keyId", id);
                json.WriteString("publicKey", publicKey.ToString());
                json.WriteString("privateKey", privateKey.ToString());
                json.WriteNumber("secrets", secrets.Count);
                json.WriteNumber("sealedForIt", forPair);
                json.WriteBoolean("rotationInterrupted", isRotating);
            });
            return 0;
        }

        Terminal.Line($"service:     {service}");
        Terminal.Line($"key id:      {id}");
        Terminal.Line($"public key:  {publicKey}");
        Terminal.Line($"private key: {privateKey} (sealed by KMS)");
        Terminal.Line($"secrets:     {forPair} of {secrets.Count} are sealed for it");
        if (isRotating)
        {
            Terminal.Say($"a rotation was interrupted: 'coffer key rotate {service}' finishes it");
        }

        return 0;
    }

    private static SecretAddress AddressOf(ServiceArgument service, string name) => new(service.Environment.Name, service.Name, name);
}
