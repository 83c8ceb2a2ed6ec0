using System.CommandLine;
using System.Text.Json;
using Coffer.Cli.Auditing;
using Coffer.Cli.History;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer history</c>: the commits that changed a secret, and who opened it. Opens nothing.</summary>
internal static class HistoryCommand
{
    private const int ShownOfId = 10;
    private const int ShownOfTime = 10;

    public static Command Create(App app)
    {
        var address = Arguments.Address();
        var events = new Option<string[]>("--events")
        {
            Description = "CloudTrail's logs, as for 'coffer audit': also who opened it",
            HelpName = "FILE",
        };
        var json = Arguments.Json();
        var command = new Command("history", "Show the commits that changed a secret, and who opened it") { address, events, json };
        command.SetAction(parsed => Run(
            app, SecretAddress.Parse(parsed.GetRequiredValue(address)), parsed.GetValue(events) ?? [], parsed.GetValue(json)));
        return command;
    }

    private static int Run(App app, SecretAddress address, string[] events, bool asJson)
    {
        var repository = app.Repository();
        _ = repository.Environment(address.Environment);
        var history = SecretHistory.Of(repository, address);
        var steps = history.Read(address);
        var file = repository.KindOf(address) == FileKind.File ? repository.Read(address) : null;
        if (steps.Count == 0)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                file is null ? $"'{address}' does not exist, and no commit has it" : $"'{address}' is in no commit yet",
                file is null ? NearAddresses.Hint(repository, address.ToString()) : $"'git add {address}'");
        }

        HashSet<string> names = [address.ToString(), .. steps.Select(step => step.Address.ToString())];
        var rows = events.Length == 0 ? null : Openings(events, names);
        if (asJson)
        {
            JsonOutput.Print(json => Write(json, address, steps, rows));
        }
        else
        {
            Print(steps, rows);
        }

        if (file is not null && history.BlobOf(file) != steps[0].Blob)
        {
            Terminal.Say($"'{address}' is not committed as it is here");
        }

        return 0;
    }

    private static IReadOnlyList<AuditRow> Openings(string[] files, HashSet<string> names)
    {
        var summary = new AuditSummary(null);
        new Trail(new Dictionary<string, string>()).Read(files, new AuditFilter(null, null, null, null), opening =>
        {
            if (names.Contains(opening.Address))
            {
                summary.Add(opening);
            }
        });
        return summary.Rows;
    }

    private static void Print(IReadOnlyList<HistoryStep> steps, IReadOnlyList<AuditRow>? rows)
    {
        foreach (var step in steps)
        {
            var (commit, time) = (step.Commit.Id[..ShownOfId], step.Commit.Time[..ShownOfTime]);
            Terminal.Line($"{time}  {commit}  {step.What,-8}  {Shown($"{step.Commit.Author}: {step.Commit.Subject}")}");
            if (step.From is not null)
            {
                Terminal.Line($"            from '{step.From}'{(step.IsCertain ? "" : ", by its length")}");
            }
        }

        if (rows is { Count: > 0 })
        {
            Terminal.Line("");
            AuditOutput.Table(rows, withPolicies: false);
        }
        else if (rows is not null)
        {
            Terminal.Say("the logs have no opening of it");
        }
    }

    private static void Write(
        Utf8JsonWriter json, SecretAddress address, IReadOnlyList<HistoryStep> steps, IReadOnlyList<AuditRow>? rows)
    {
        json.WriteString("address", address.ToString());
        json.WriteList("commits", steps, step =>
        {
            json.WriteString("commit", step.Commit.Id);
            json.WriteString("time", step.Commit.Time);
            json.WriteString("author", step.Commit.Author);
            json.WriteString("subject", step.Commit.Subject);
            json.WriteString("change", step.What);
            json.WriteString("address", step.Address.ToString());
            json.WriteString("from", step.From?.ToString());
            json.WriteBoolean("certain", step.IsCertain);
        });
        if (rows is not null)
        {
            AuditOutput.Write(json, rows);
        }
    }

    private static string Shown(string text) => AddressGrammar.Printable(text);
}
