using System.CommandLine;
using Coffer.Cli.Exchange;
using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

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
        var strip = new Option<string?>("--strip") { Description = "What all keys begin with, and no name shall have", HelpName = "TEXT" };
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

        NewPlace.Require(repository, [.. items.Select(item => item.Address)]);
        SealingWay.Require(app, repository, environment, items.Select(item => item.Address));
        NameAdvice.Say(repository, [.. items.Select(item => item.Address)]);
        foreach (var item in items)
        {
            _ = environment.Policy.FormatFor(item.Address, item.Entry.Value.Length);
        }

        var made = await SealAsync(app, repository, environment, items, report, cancellation);
        report.Print(items, made, source.Entries.All.Count - items.Count);
        if (!report.IsDryRun)
        {
            SecretAdvice.Say(repository, made);
        }

        return 0;
    }

    /// <summary>Seals all before the first is written; what is interrupted is finished by the same command.</summary>
    private static async Task<IReadOnlyList<SealedValue>> SealAsync(
        App app, SecretRepository repository, EnvironmentSettings environment, IReadOnlyList<ImportItem> items, ImportReport report,
        CancellationToken cancellation)
    {
        var sealing = new ValueSealing(repository, app.Keys(environment, repository), environment.Policy);
        while (true)
        {
            var made = await Deadline.RunAsync(
                limit => sealing.SealAsync([.. items.Select(item => (item.Address, item.Entry.Value))], report.IsDryRun, limit),
                cancellation,
                Deadline.WholeEnvironmentSeconds);
            if (report.IsDryRun)
            {
                report.Variables = ListedSecrets.WouldList(repository, [.. made.Select(one => one.Address)]);
                return made;
            }

            using var writing = RepositoryLock.Take(repository.Root);
            NewPlace.Require(repository, [.. items.Select(item => item.Address)]);
            if (!made.Any(sealing.IsOutdated))
            {
                report.Variables = ListedSecrets.PutAll(repository, [.. made.Select(one => (one.Address, one.Ciphertext))]);
                return made;
            }

            // Somebody wrote or removed one meanwhile: what was found out of it is of no use.
        }
    }
}
