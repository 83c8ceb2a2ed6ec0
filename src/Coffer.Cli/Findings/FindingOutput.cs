using Coffer.Core.Model;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Findings;

/// <summary>The findings of <c>verify</c> in each format.</summary>
internal static class FindingOutput
{
    /// <summary>What <c>--format</c> takes.</summary>
    public static readonly string[] Formats = ["text", "json", "github", "gitlab", "sarif", "junit"];

    /// <summary>Prints them.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="secrets">How many secrets were looked at.</param>
    /// <param name="fails">Whether a finding fails the check.</param>
    public static void Print(string format, IReadOnlyList<Finding> findings, int secrets, Func<Finding, bool> fails)
    {
        switch (format)
        {
            case "json":
                PrintJson(findings, secrets);
                break;
            case "gitlab":
                GitLabReport.Print(findings);
                break;
            case "sarif":
                SarifReport.Print(findings);
                break;
            case "junit":
                Terminal.Bytes(JUnitReport.Of(findings, fails));
                break;
            default:
                foreach (var finding in findings)
                {
                    Terminal.Line(format == "github" ? GitHub(finding) : Text(finding));
                }

                break;
        }
    }

    /// <summary>A severity as it is printed.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "information",
    };

    /// <summary>What is the matter and what to do, in one sentence.</summary>
    public static string Sentence(Finding finding) => finding.Hint is null ? finding.Message : $"{finding.Message}: {finding.Hint}";

    private static string Text(Finding finding) =>
        $"{AddressGrammar.Printable(finding.Path)}: {Colour.Of(Word(finding.Severity), Terminal.OutputIsTerminal)}: {finding.Message} "
            + $"({finding.Rule.Id})"
            + (finding.Hint is null ? "" : $"\n    {finding.Hint}");

    /// <summary>https://docs.github.com/actions/reference/workflow-commands-for-github-actions</summary>
    private static string GitHub(Finding finding)
    {
        var command = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        var path = Escaped(finding.Path).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
        return $"::{command} file={path},title={finding.Rule.Id}::{Escaped(Sentence(finding))}";
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => c switch
    {
        '%' => "%25",
        '\r' => "%0D",
        '\n' => "%0A",
        _ when char.IsControl(c) => "?",
        _ => c.ToString(),
    }));

    private static void PrintJson(IReadOnlyList<Finding> findings, int secrets) => JsonOutput.Print(json =>
    {
        json.WriteNumber("secrets", secrets);
        json.WriteList("findings", findings, finding =>
        {
            json.WriteString("rule", finding.Rule.Id);
            json.WriteString("severity", Word(finding.Severity));
            json.WriteString("environment", finding.Environment);
            json.WriteString("path", finding.Path);
            json.WriteString("message", finding.Message);
            json.WriteString("hint", finding.Hint);
        });
    });
}
