using System.Globalization;
using System.Text.Json;
using Coffer.Cli.Access;
using Coffer.Core.Model;
using Coffer.Iam.Access;

namespace Coffer.Cli.Auditing;

/// <summary>Openings as text and as JSON.</summary>
internal static class AuditOutput
{
    /// <summary>Prints the rows as a table; then what the policies do not foresee, with the reason.</summary>
    public static void Table(IReadOnlyList<AuditRow> rows, bool withPolicies)
    {
        var withReasons = rows.Any(row => row.Reasons.Count > 0);
        string[] last = [.. withPolicies ? ["FORESEEN"] : (string[])[], .. withReasons ? ["REASON"] : (string[])[]];
        List<string[]> lines = [["SECRET", "WHO", "WHAT", "RESULT", "TIMES", "FIRST", "LAST", .. last]];
        lines.AddRange(rows.Select(row => (string[])
        [
            Shown(row.Example.Address), Shown(row.Example.By.Kind), row.Example.Action, Shown(Result(row.Example)),
            row.Count.ToString(CultureInfo.InvariantCulture), Time(row.Earliest), Time(row.Latest),
            .. withPolicies ? [Word(row)] : (string[])[],
            .. withReasons ? [Shown(string.Join("; ", row.Reasons))] : (string[])[],
        ]));
        TextTable.Print(lines);
        foreach (var row in rows.Where(IsNotForeseen))
        {
            var opening = row.Example;
            Terminal.Line(Shown($"not foreseen: {opening.By.Kind} {opening.Action} {opening.Address}: {row.Foreseen!.Why}"));
        }
    }

    /// <summary>Prints the rows.</summary>
    public static void Json(IReadOnlyList<AuditRow> rows) => JsonOutput.Print(json => Write(json, rows));

    /// <summary>Writes the rows as a list.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<AuditRow> rows) => json.WriteList("openings", rows, row =>
    {
        Write(json, row.Example, row.Example.By.Kind);
        json.WriteNumber("count", row.Count);
        json.WriteString("first", row.Earliest.UtcDateTime);
        json.WriteString("last", row.Latest.UtcDateTime);
        Write(json, "sessions", row.Sessions);
        Write(json, "sources", row.Sources);
        Write(json, "reasons", row.Reasons);
        Write(json, row.Foreseen);
    });

    /// <summary>Prints one opening on a line.</summary>
    public static void Line(Opening opening, Foreseen? foreseen)
    {
        var why = opening.Reason is { } reason ? $"  reason: {reason}" : "";
        var flag = foreseen is { Answer: AccessAnswer.No } ? $"  not foreseen: {foreseen.Why}" : "";
        Terminal.Line(Shown(
            $"{Exact(opening.Time)}  {opening.Address}  {opening.By.Whole}  {opening.Action}  {Result(opening)}  "
                + $"{opening.Source}{why}{flag}"));
    }

    /// <summary>Writes one opening.</summary>
    public static void Json(Utf8JsonWriter json, Opening opening, Foreseen? foreseen)
    {
        json.WriteString("time", opening.Time.UtcDateTime);
        Write(json, opening, opening.By.Whole);
        json.WriteString("source", opening.Source);
        json.WriteString("reason", opening.Reason);
        Write(json, foreseen);
    }

    /// <summary>Whether the policies do not foresee a row.</summary>
    public static bool IsNotForeseen(AuditRow row) => row.Foreseen is { Answer: AccessAnswer.No };

    private static void Write(Utf8JsonWriter json, Opening opening, string who)
    {
        json.WriteString("secret", opening.Address);
        json.WriteString("who", who);
        json.WriteString("arn", opening.By.Origin);
        json.WriteString("account", opening.By.Account);
        json.WriteString("action", opening.Action);
        json.WriteString("result", Result(opening));
        json.WriteString("key", opening.Key);
    }

    private static void Write(Utf8JsonWriter json, Foreseen? foreseen)
    {
        if (foreseen is not null)
        {
            json.WriteString("foreseen", AccessOutput.Word(foreseen.Answer));
            json.WriteString("why", foreseen.Why);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Word(AuditRow row) => row.Foreseen is { } foreseen ? AccessOutput.Word(foreseen.Answer) : "-";

    private static string Result(Opening opening) => opening.Error ?? "done";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Shown(string text) => AddressGrammar.Printable(text);
}
