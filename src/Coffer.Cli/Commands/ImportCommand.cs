using System.CommandLine;
using Coffer.Cli.Exchange;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer import</c>: seals the values of a dotenv, JSON or YAML file into the repository.</summary>
internal static class ImportCommand
{
    public static Command Create(App app)
    {
        var prefix = new Argument<string>("PREFIX") { Description = "<environment>[/<service>[/…]]: where the secrets go" };
        var file = new Argument<string?>("FILE") { Description = "The file; stdin, if none is given", Arity = ArgumentArity.ZeroOrOne };
        var format = Arguments.Format($"{ExchangeFormats.Names}; as the file's name says, if none is given");
        var renamed = new Option<string[]>("--as") { Description = "The name of the secret that a key becomes", HelpName = "KEY=NAME" };
        var strip = new Option<string?>("--strip") { Description = "Take this beginning off every key", HelpName = "TEXT" };
        var skipEmpty = new Option<bool>("--skip-empty") { Description = "Leave out keys without a value" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which key becomes which secret, and write nothing" };
        var json = Arguments.Json();
        var command = new Command("import", "Seal all values of a dotenv, JSON or YAML file")
        {
            prefix, file, format, renamed, strip, skipEmpty, dryRun, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var names = new ImportNames(parsed.GetValue(renamed) ?? [], parsed.GetValue(strip), parsed.GetValue(skipEmpty));
            var known = parsed.GetValue(format) is { } name ? ExchangeFormats.Parse(name) : (ExchangeFormat?)null;
            var report = new ImportReport(parsed.GetValue(dryRun), parsed.GetValue(json));
            return RunAsync(
                app, SecretPrefix.Parse(parsed.GetRequiredValue(prefix)), parsed.GetValue(file), known, names, report, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        App app, SecretPrefix prefix, string? file, ExchangeFormat? format, ImportNames names, ImportReport report,
        CancellationToken cancellation)
    {
        // Everything that can be refused is refused before KMS is asked.
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, prefix.Environment);
        var environment = repository.Environment(prefix.Environment);
        var there = SecretSet.Of(repository, prefix.Environment, prefix.Below).All;
        using var source = ImportSource.Read(app, file, format);
        var items = source.In(() =>
            ImportMap.Of(source.Entries.All, prefix, names, there, isDotenv: source.Format == ExchangeFormat.Dotenv));
        if (items.Count == 0)
        {
            throw new CofferException(ErrorCode.NotFound, $"{source.Shown} has no values", "nothing was written");
        }

        IReadOnlyList<(SecretAddress Address, SecretValue Value)> values = [.. items.Select(item => (item.Address, item.Entry.Value))];
        ValueWriting.Require(app, repository, environment, values);
        var (made, variables) = await ValueWriting.RunAsync(app, repository, environment, values, report.IsDryRun, cancellation);
        report.Variables = variables;
        report.Print(items, made, source.Entries.All.Count - items.Count);
        if (!report.IsDryRun)
        {
            SecretAdvice.Say(repository, made);
        }

        return 0;
    }
}
