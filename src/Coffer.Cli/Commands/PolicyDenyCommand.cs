using System.CommandLine;
using Coffer.Cli.Access;
using Coffer.Core.Model;
using Coffer.Iam.Documents;
using Coffer.Iam.Roles;
using Coffer.Iam.Validation;

namespace Coffer.Cli.Commands;

/// <summary>
/// <c>coffer policy deny</c>: the statement that closes every version of a secret in every clone at once. Asks nobody: it is for the
/// hour in which one leaked.
/// </summary>
internal static class PolicyDenyCommand
{
    private const string KeyForm = "key";
    private const string ControlForm = "control";

    public static Command Create(App app)
    {
        var addresses = new Argument<string[]>("ADDRESS")
        {
            Description = "<environment>/<service>/<name>, one or more",
            Arity = ArgumentArity.OneOrMore,
        };
        var form = new Option<string>("--form")
        {
            Description = "'key': for the key's policy, the default; 'control': a service control policy",
            DefaultValueFactory = _ => KeyForm,
        };
        var into = new Option<string?>("--into")
        {
            Description = "The key's policy as it is, in a file: print it whole with the statement in it",
            HelpName = "FILE",
        };
        var key = new Option<string[]>("--key") { Description = "Form 'control': the ARN of a key, and not all keys; several times" };
        var pair = new Option<bool>("--pair") { Description = "Close the service's key pair too, and with it the whole service" };
        var command = new Command("deny", "Print the statement that closes every version of a secret, in every clone; no AWS call")
        {
            addresses, form, into, key, pair,
        };
        command.SetAction(parsed => Run(
            app,
            parsed.GetRequiredValue(addresses),
            parsed.GetRequiredValue(form),
            parsed.GetValue(into),
            parsed.GetValue(key) ?? [],
            parsed.GetValue(pair)));
        return command;
    }

    private static int Run(App app, string[] texts, string form, string? into, string[] keys, bool pair)
    {
        Require(form is KeyForm or ControlForm, $"'--form' is followed by something else: it takes '{KeyForm}' or '{ControlForm}'");
        Require(into is null || form == KeyForm, "'--into' is for a key's policy, and not for a service control policy");
        Require(keys.Length == 0 || form == ControlForm, "'--key' is for '--form control': a key's policy is about its own key");
        var arns = keys.Select(key => PolicyKeys.Given("--key", key).ToString()).Distinct().ToList();
        var repository = app.Repository();
        var secrets = texts.Select(SecretAddress.Parse).Distinct().Select(address => new SecretToClose(repository, address, pair)).ToList();
        var closed = secrets.SelectMany(secret => secret.Contexts()).Distinct()
            .Select(each => new ClosedSecret(each.Environment, each.Service, each.Name));
        var document = form == KeyForm
            ? With(into, [.. closed.Select(each => each.OfKeyPolicy())])
            : new PolicyDocument([.. closed.Select(each => each.OfControlPolicy(arns))]);
        var json = PolicyJson.Write(document);
        var limit = form == KeyForm ? PolicySize.Key : PolicySize.Control;
        Require(json.Length <= limit, $"that is {json.Length} bytes, and AWS takes {limit}: close fewer, or remove what is over");
        Terminal.Bytes(json.Span);
        secrets.ForEach(secret => secret.Tell());
        TellPlaces(secrets, form, arns);
        return 0;
    }

    private static PolicyDocument With(string? path, IReadOnlyList<Statement> statements)
    {
        if (path is null)
        {
            return new PolicyDocument(statements);
        }

        // What is there stays as it is, and what is closed already stays closed once.
        var there = InputFile.Policy(path, "key policy").Document;
        return there with
        {
            Statements =
            [
                .. there.Statements.Where(each => !statements.Any(statement => statement.Sid == each.Sid)),
                .. statements,
            ],
        };
    }

    private static void TellPlaces(List<SecretToClose> secrets, string form, List<string> arns)
    {
        if (form == ControlForm)
        {
            var reach = arns.Count == 0 ? "all keys" : "these keys";
            Terminal.Say($"a service control policy holds for {reach} and for callers of the accounts that it is attached to, but never "
                + "for the organization's management account");
            return;
        }

        foreach (var settings in secrets.Select(secret => secret.Settings).DistinctBy(settings => settings.Name))
        {
            Terminal.Say($"it goes into the policy of {string.Join(", ", settings.Keys.Select(key => $"'{key}'"))}, and of every key that "
                + $"sealed for '{settings.Name}' before a 'rekey'; KMS takes up to some minutes");
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new CofferException(ErrorCode.Usage, what, "'coffer policy deny --help' explains it");
        }
    }
}
