using System.CommandLine;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Iam.Documents;
using Coffer.Iam.Roles;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer policy</c>: the least that a role needs, as an IAM policy document.</summary>
internal static class PolicyCommand
{
    private static readonly string[] Roles = ["reader", "writer", "mover", "deployer", "administrator", "bootstrap"];

    public static Command Create(App app)
    {
        var role = new Argument<string>("ROLE") { Description = $"'{string.Join("', '", Roles[..^1])}' or '{Roles[^1]}'" };
        role.CompletionSources.Add(Roles);
        var target = new Argument<string>("TARGET")
        {
            Description = "<environment>/<service> for a reader, writer or mover; <environment> for any but a reader",
        };
        var list = new Option<bool>("--list") { Description = "Let a reader list its service's objects: for containers without a release" };
        var key = new Option<string[]>("--key") { Description = "The ARN of the environment's key; may be given several times" };
        var storageKey = new Option<string?>("--storage-key")
        {
            Description = "The ARN of the key of KMS that encrypts the bucket at rest, where it has one: for a reader, deployer or "
                + "bootstrap",
        };
        var command = new Command("policy", "Print the least IAM policy for a role, as JSON")
        {
            role, target, list, key, storageKey, PolicyDenyCommand.Create(app),
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            parsed.GetRequiredValue(role),
            parsed.GetRequiredValue(target),
            parsed.GetValue(list),
            parsed.GetValue(key) ?? [],
            parsed.GetValue(storageKey),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, string role, string target, bool list, string[] keys, string? storageKey, CancellationToken cancellation)
    {
        if (!Roles.Contains(role))
        {
            throw new CofferException(
                ErrorCode.Usage,
                "what is given is no role that is known",
                Spelling.Meant(role, Roles) + $"the roles are {string.Join(", ", Roles)}");
        }

        var (environment, service) = Target(role, target);
        if (list && role != "reader")
        {
            throw new CofferException(ErrorCode.Usage, $"--list is for a reader, and not for a {role}");
        }

        if (storageKey is not null && role is not ("reader" or "deployer" or "bootstrap"))
        {
            throw new CofferException(ErrorCode.Usage, $"--storage-key is for who reads or writes objects, and not for a {role}");
        }

        var settings = app.Repository().Environment(environment);
        var atRest = storageKey is null ? null : PolicyKeys.Given("--storage-key", storageKey);
        var resources = new EnvironmentResources(
            environment,
            settings.Bucket,
            await PolicyKeys.OfAsync(app, settings, keys, cancellation),
            settings.Binding == Core.Model.Binding.Bound,
            atRest);
        if (atRest is not null && resources.Keys.Contains(atRest))
        {
            throw new CofferException(
                ErrorCode.Usage,
                "'--storage-key' is the key that seals the secrets, and its policy lets nobody use it for a bucket",
                "give the key that the bucket's encryption has: aws s3api get-bucket-encryption");
        }

        Terminal.Bytes(PolicyJson.Write(Document(role, resources, service, list, settings)).Span);
        if (role == "mover")
        {
            Terminal.Say("a mover can open: re-encrypted to a key of their own, every secret can be read there. Hand it out for as long as "
                + "the work takes");
        }

        if (!resources.Bound && role is "reader" or "writer" or "mover")
        {
            Terminal.Say(
                $"'{environment}' has the binding 'none': the key cannot tell its services, nor other environments of the same key, apart");
        }

        return 0;
    }

    private static PolicyDocument Document(
        string role, EnvironmentResources resources, string? service, bool list, EnvironmentSettings settings) => role switch
    {
        "reader" => ReaderPolicy.Of(resources, service!, list),
        "writer" => WriterPolicy.Of(resources, service),
        "mover" => MoverPolicy.Of(resources, service),
        "deployer" => DeployerPolicy.Of(resources),
        "bootstrap" => BootstrapPolicy.Of(resources, PolicyKeys.Alias(settings)),
        _ => AdministratorPolicy.Of(resources, PolicyKeys.Alias(settings)),
    };

    private static (string Environment, string? Service) Target(string role, string target)
    {
        var text = target.TrimEnd('/');
        var parts = text.Split('/');
        if (AddressGrammar.PathProblem(text, typed: true) is { } problem)
        {
            throw Wrong(problem);
        }

        return (role, parts.Length) switch
        {
            ("reader", 1) => throw Wrong("a reader reads one service"),
            ("deployer" or "administrator" or "bootstrap", 2) => throw Wrong($"the {role} is that of a whole environment"),
            (_, 1) => (parts[0], null),
            (_, 2) => (parts[0], parts[1]),
            _ => throw Wrong("it is longer than a service's address"),
        };

        CofferException Wrong(string what) => new(
            ErrorCode.Usage,
            $"what is given cannot be the target of a {role}'s policy: {what}",
            role switch
            {
                "reader" => "write <environment>/<service>, for example 'coffer policy reader staging/api'",
                "writer" or "mover" => $"write <environment> or <environment>/<service>, for example 'coffer policy {role} staging/api'",
                _ => $"write <environment>, for example 'coffer policy {role} staging'",
            });
    }
}
