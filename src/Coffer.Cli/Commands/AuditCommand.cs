using System.CommandLine;
using Coffer.Cli.Access;
using Coffer.Cli.Auditing;
using Coffer.Core.Repository;
using Coffer.Iam.Access;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer audit</c>: who opened which secret when, from CloudTrail's logs.</summary>
internal static class AuditCommand
{
    public static Command Create(App app)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "CloudTrail's logs: files, plain or gzip, or folders of them; '-' is stdin",
            Arity = ArgumentArity.OneOrMore,
        };
        var service = new Option<string?>("--service") { Description = "Only this: <service> or <environment>/<service>" };
        var principal = new Option<string?>("--principal")
        {
            Description = "Only who is called so: a name or an ARN; '*' for any characters",
        };
        var since = new Option<string?>("--since")
        {
            Description = "Only what is not older: a day, a time in UTC, or how long ago (36h, 7d)",
        };
        var each = new Option<bool>("--each") { Description = "Print every opening, in the order of the files, and no sums" };
        var policies = new PolicyOptions();
        var json = Arguments.Json();
        var command = new Command("audit", "Show who opened which secret when, from CloudTrail's logs; needs no AWS")
        {
            files, service, principal, since, each, json,
        };
        policies.AddTo(command);
        command.SetAction(parsed => Run(
            app,
            parsed.GetRequiredValue(files),
            AuditFilter.Of(parsed.GetValue(service), parsed.GetValue(principal), parsed.GetValue(since), TimeProvider.System.GetUtcNow()),
            policies.Of(parsed),
            parsed.GetValue(each),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(App app, string[] files, AuditFilter filter, AccessInputs inputs, bool each, bool asJson)
    {
        var repository = app.Repository();
        var foreseen = inputs.IsEmpty ? null : new ForeseenOpenings(repository, inputs);
        var summary = new AuditSummary(foreseen);
        var trail = new Trail(KeysOf(repository, inputs));
        if (each)
        {
            PrintEach(asJson, print => trail.Read(files, filter, opening => print(opening, summary.Add(opening).Foreseen)));
        }
        else
        {
            trail.Read(files, filter, opening => summary.Add(opening));
        }

        var rows = summary.Rows;
        if (!each)
        {
            Print(rows, asJson, foreseen is not null);
        }

        Tell(trail, rows, foreseen);
        return rows.Any(AuditOutput.IsNotForeseen) ? 1 : 0;
    }

    private static void PrintEach(bool asJson, Action<Action<Opening, Foreseen?>> read)
    {
        if (asJson)
        {
            JsonOutput.PrintStream("openings", json => read((opening, foreseen) =>
            {
                json.WriteStartObject();
                AuditOutput.Json(json, opening, foreseen);
                json.WriteEndObject();
            }));
        }
        else
        {
            read(AuditOutput.Line);
        }
    }

    private static void Print(IReadOnlyList<AuditRow> rows, bool asJson, bool withPolicies)
    {
        if (asJson)
        {
            AuditOutput.Json(rows);
        }
        else if (rows.Count > 0)
        {
            AuditOutput.Table(rows, withPolicies);
        }
    }

    private static void Tell(Trail trail, IReadOnlyList<AuditRow> rows, ForeseenOpenings? foreseen)
    {
        foreach (var note in foreseen?.Notes ?? [])
        {
            Terminal.Say(note);
        }

        var calls = rows.Sum(row => row.Count);
        var refused = rows.Where(row => row.Example.Error is not null).Sum(row => row.Count);
        var passed = trail.PassedOver == 0 ? "" : $"; {Count(trail.PassedOver, "other file")} in folders passed over";
        var read = $"read {Count(trail.Events, "event")} in {Count(trail.Files, "file")}{passed}";
        Terminal.Say($"{read}: {Count(calls, "call")} to open, {refused} refused");
        if (foreseen is null)
        {
            Terminal.Say("what the policies do not foresee is not looked for: give them as to 'coffer access' (--terraform, --policy)");
        }
        else
        {
            var count = rows.Where(AuditOutput.IsNotForeseen).Sum(row => row.Count);
            var open = rows.Where(row => row.Foreseen is { Answer: AccessAnswer.Depends }).Sum(row => row.Count);
            Terminal.Say($"{count} not foreseen by the policies{(open == 0 ? "" : $", of {open} it cannot be told")}");
        }
    }

    private static string Count(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    // Two environments may have one key: what has no context is of the first.
    private static Dictionary<string, string> KeysOf(SecretRepository repository, AccessInputs inputs)
    {
        var keys = new Dictionary<string, string>();
        foreach (var environment in repository.Environments)
        {
            foreach (var key in environment.Keys.Where(key => key.IsKeyArn))
            {
                keys.TryAdd(key.Text, environment.Name);
            }
        }

        if (inputs.Key is { } given && repository.Environments is [var only])
        {
            keys.TryAdd(given, only.Name);
        }

        return keys;
    }
}
