using System.Globalization;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli.Exchange;

/// <summary>Says which key became which secret.</summary>
/// <param name="dryRun">Whether nothing is written.</param>
/// <param name="asJson">Whether it is one JSON object.</param>
internal sealed class ImportReport(bool dryRun, bool asJson)
{
    private const int MostLines = 10;

    /// <summary>Whether nothing is written.</summary>
    public bool IsDryRun => dryRun;

    /// <summary>The variables file whose list was changed, or would be; null where none was.</summary>
    public string? Variables { get; set; }

    /// <summary>Prints all.</summary>
    /// <param name="items">The keys and their secrets.</param>
    /// <param name="made">What became of each.</param>
    /// <param name="leftOut">How many keys have no value and were left out.</param>
    public void Print(IReadOnlyList<ImportItem> items, IReadOnlyList<SealedValue> made, int leftOut)
    {
        if (asJson)
        {
            JsonOutput.Print(json => json.WriteList("secrets", items.Zip(made), one =>
            {
                json.WriteString("address", one.First.Address.ToString());
                json.WriteString("key", one.First.Entry.Key);
                json.WriteNumber("bytes", one.Second.Value.Length);
                json.WriteString("change", one.Second.Change);
            }));
        }
        else
        {
            foreach (var (item, one) in items.Zip(made))
            {
                var from = item.Entry.Key == item.Address.Name ? "" : $" from {item.Entry.Key}";
                Terminal.State(Word(one.Change), $"{item.Address}{from} ({ByteCount.Of(one.Value)})", 22);
            }
        }

        Sum(made, leftOut, items[0].Address.Environment);
        SayAmbiguous(items);
    }

    private void Sum(IReadOnlyList<SealedValue> made, int leftOut, string environment)
    {
        var changes = made.CountBy(one => one.Change).OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {Word(count.Key)}"));
        var list = Variables is null ? "" : $"; the list in {Variables} {(dryRun ? "would follow" : "follows")}";
        Terminal.Say(string.Join(", ", changes) + list);
        if (leftOut > 0)
        {
            Terminal.Say($"{leftOut} {(leftOut == 1 ? "key without a value is" : "keys without a value are")} left out");
        }

        if (dryRun)
        {
            Terminal.Say($"nothing was written to '{environment}'");
        }
    }

    // Somebody's password with a '$' may come out otherwise in the program that read the file so far.
    private static void SayAmbiguous(IReadOnlyList<ImportItem> items)
    {
        var lines = items.Where(item => item.Entry.IsAmbiguous)
            .Select(item => item.Entry.Line.ToString(CultureInfo.InvariantCulture)).ToList();
        if (lines.Count > 0)
        {
            Terminal.Say(
                $"programs read these lines differently: {string.Join(", ", lines.Take(MostLines))}"
                    + $"{(lines.Count > MostLines ? $" and {lines.Count - MostLines} more" : "")}; escapes were taken as python-dotenv "
                    + "takes them, and no $NAME was replaced: look at these secrets with 'coffer get'");
        }
    }

    private string Word(string change) => !dryRun || change == "unchanged" ? change : $"would be {change}";
}
