using System.Text.Json;
using Coffer.Core.Model;
using Coffer.Iam.Access;

namespace Coffer.Cli.Access;

/// <summary>The matrix as text and as JSON.</summary>
internal static class AccessOutput
{
    private static readonly AccessVerb[] Verbs = Enum.GetValues<AccessVerb>();

    /// <summary>Prints a table: who, which secrets, and what; then why, for what is possible.</summary>
    public static void Table(IReadOnlyList<AccessCell> cells)
    {
        var rows = AccessRow.Of(cells);
        var lines = rows.Select(row => (string[])
            [Shown(row.Subject.Name), Shown(row.Secrets), .. Verbs.Select(verb => Word(row.Answer(verb)))]).ToList();
        lines.Insert(0, ["WHO", "SECRETS", .. Verbs.Select(verb => verb.ToString().ToUpperInvariant())]);
        TextTable.Print(lines);
        Terminal.Line("");
        foreach (var (secrets, cell) in rows.SelectMany(row => Verbs.SelectMany(row.Why)).Where(why => why.Cell.Answer != AccessAnswer.No))
        {
            var can = cell.Answer == AccessAnswer.Yes ? "can" : "may";
            Terminal.Line(Shown($"{cell.Subject.Name} {can} {Verb(cell.Verb)} {secrets}: {cell.Action}: {cell.Reason}"));
        }
    }

    /// <summary>Prints all cells, and what was asserted.</summary>
    public static void Json(AccessPlace place, IReadOnlyList<AccessCell> cells, IReadOnlyList<AccessFailure>? failures) =>
        JsonOutput.Print(json => Write(json, place, cells, failures));

    /// <summary>An answer in a word.</summary>
    public static string Word(AccessAnswer answer) => answer switch
    {
        AccessAnswer.Yes => "yes",
        AccessAnswer.No => "no",
        _ => "depends",
    };

    /// <summary>A verb as a person writes it.</summary>
    public static string Verb(AccessVerb verb) => verb.ToString().ToLowerInvariant();

    private static void Write(
        Utf8JsonWriter json, AccessPlace place, IReadOnlyList<AccessCell> cells, IReadOnlyList<AccessFailure>? failures)
    {
        json.WriteString("environment", place.Environment);
        json.WriteString("bucket", place.Bucket);
        json.WriteString("key", place.Key.ToString());
        json.WriteList("access", cells, cell =>
        {
            json.WriteString("who", cell.Subject.Name);
            json.WriteString("arn", cell.Subject.Principal.Origin ?? cell.Subject.Principal.Arn);
            json.WriteString("secret", $"{place.Environment}/{cell.Secret}");
            json.WriteString("what", Verb(cell.Verb));
            json.WriteString("answer", Word(cell.Answer));
            json.WriteString("action", cell.Action);
            json.WriteString("reason", cell.Reason);
        });
        if (failures is not null)
        {
            json.WriteList("failures", failures, failure =>
            {
                json.WriteNumber("line", failure.Line);
                json.WriteString("message", failure.Text);
            });
        }
    }

    private static string Shown(string text) => AddressGrammar.Printable(text);
}
