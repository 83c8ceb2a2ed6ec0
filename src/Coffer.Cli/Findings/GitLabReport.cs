using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Findings;

/// <summary>A Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format</summary>
internal static class GitLabReport
{
    /// <summary>Prints it.</summary>
    public static void Print(IReadOnlyList<Finding> findings) => JsonOutput.PrintBare(json =>
    {
        json.WriteStartArray();
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("description", FindingOutput.Sentence(finding));
            json.WriteString("check_name", finding.Rule.Id);
            json.WriteString("fingerprint", FindingMark.Of(finding));
            json.WriteString("severity", finding.Severity switch
            {
                Severity.Error => "critical",
                Severity.Warning => "minor",
                _ => "info",
            });
            json.WriteStartObject("location");
            json.WriteString("path", finding.Path);
            json.WriteStartObject("lines");
            json.WriteNumber("begin", 1);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
