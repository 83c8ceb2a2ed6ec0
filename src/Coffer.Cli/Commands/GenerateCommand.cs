using System.CommandLine;
using Coffer.Cli.Generating;
using Coffer.Cli.Git;
using Coffer.Core.Model;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer generate</c>: makes a value that nobody sees, and what is derived of it, and seals all or nothing.</summary>
internal static class GenerateCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address();
        var kind = new Argument<string?>("KIND") { Description = ValueGenerator.Kinds, Arity = ArgumentArity.ZeroOrOne };
        kind.CompletionSources.Add("alnum:40", "ascii:32", "base64:32", "digits:6", "hex:64", "passphrase:9", "uuid");
        var derive = new Option<string[]>("--derive")
        {
            Description = "Seal a text around the value as another secret of the service: '{}' is the value, '{url}' the same for a URL",
            HelpName = "NAME=TEMPLATE",
        };
        var command = new Command("generate", "Make a value that nobody sees, and seal it") { address, kind, derive };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            SecretAddress.Parse(parsed.GetRequiredValue(address)),
            parsed.GetValue(kind) ?? ValueGenerator.DefaultSpecification,
            parsed.GetValue(derive) ?? [],
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, SecretAddress address, string kind, IReadOnlyList<string> derive, CancellationToken cancellation)
    {
        var templates = derive.Select(text => Derived(address, text)).ToList();
        RequireOnce([address, .. templates.Select(one => one.Address)]);
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, address.Environment);
        var environment = repository.Environment(address.Environment);
        var values = new List<(SecretAddress Address, SecretValue Value)> { (address, ValueGenerator.Generate(kind)) };
        try
        {
            values.AddRange(templates.Select(one => (one.Address, one.Template.Fill(values[0].Value))));
            ValueWriting.Require(app, repository, environment, values);
            var (made, variables) = await ValueWriting.RunAsync(app, repository, environment, values, isDryRun: false, cancellation);
            foreach (var one in made)
            {
                var chance = one.Address == address ? $", {ValueGenerator.BitsOf(kind)} bits of chance" : $", around '{address}'";
                Terminal.Say($"{one.Change} '{one.Address}' ({ByteCount.Of(one.Value)}{chance})");
            }

            if (variables is not null)
            {
                Terminal.Say($"listed in {variables}");
            }

            SecretAdvice.Say(repository, made);
        }
        finally
        {
            values.ForEach(one => one.Value.Dispose());
        }

        return 0;
    }

    // The template is not repeated: somebody may have typed a value.
    private static (SecretAddress Address, ValueTemplate Template) Derived(SecretAddress address, string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        return end > 0 && SecretAddress.TryParse($"{address.Environment}/{address.Service}/{text[..end]}", out var derived, out _)
            ? (derived, ValueTemplate.Parse(text[(end + 1)..], derived.Name))
            : throw new CofferException(
                ErrorCode.Usage,
                "what follows '--derive' has no name of a secret before '='",
                "write for example --derive 'db-url=postgres://app:{}@db:5432/app'");
    }

    private static void RequireOnce(IReadOnlyList<SecretAddress> addresses)
    {
        if (addresses.GroupBy(address => address).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new CofferException(ErrorCode.Usage, $"'{twice.Key}' is to be written twice", "give each secret a name of its own");
        }
    }
}
