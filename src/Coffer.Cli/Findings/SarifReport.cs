using System.Text.Json;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Findings;

/// <summary>SARIF: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>Prints it, with the rules that found something.</summary>
    public static void Print(IReadOnlyList<Finding> findings) => JsonOutput.PrintBare(json =>
    {
        List<Rule> rules = [.. findings.Select(finding => finding.Rule).Distinct()];
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "coffer");
        json.WriteList("rules", rules, rule => Write(json, rule));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteList("results", findings, finding => Write(json, finding, rules));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Rule rule)
    {
        json.WriteString("id", rule.Id);
        WriteText(json, "shortDescription", rule.Title);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding, List<Rule> rules)
    {
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", rules.IndexOf(finding.Rule));
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", FindingOutput.Sentence(finding));
        json.WriteList("locations", [finding.Path], path =>
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", 1);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        json.WriteStartObject("partialFingerprints");
        json.WriteString("coffer/v1", FindingMark.Of(finding));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
