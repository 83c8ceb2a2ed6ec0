using System.Text;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Findings;

/// <summary>JUnit's XML, as CI servers read it: https://github.com/testmoapp/junitxml</summary>
internal static class JUnitReport
{
    /// <summary>A test case for each finding, and one where there is none; in UTF-8.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="fails">Whether a finding is a failure; the others have their message as output.</param>
    public static byte[] Of(IReadOnlyList<Finding> findings, Func<Finding, bool> fails)
    {
        var counts = $"tests=\"{Math.Max(1, findings.Count)}\" failures=\"{findings.Count(fails)}\"";
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.Append($"<testsuites {counts}>\n  <testsuite name=\"coffer verify\" {counts}>\n");
        foreach (var finding in findings)
        {
            var (rule, message) = (finding.Rule.Id, Text(FindingOutput.Sentence(finding)));
            xml.Append($"    <testcase classname=\"{rule}\" name=\"{Text(finding.Path)}\">\n");
            xml.Append(fails(finding)
                ? $"      <failure type=\"{rule}\" message=\"{message}\"></failure>\n"
                : $"      <system-out>{FindingOutput.Word(finding.Severity)}: {message}</system-out>\n");
            xml.Append("    </testcase>\n");
        }

        xml.Append(findings.Count > 0 ? "" : "    <testcase classname=\"coffer\" name=\"verify\"></testcase>\n");
        return Encoding.UTF8.GetBytes(xml.Append("  </testsuite>\n</testsuites>\n").ToString());
    }

    // XML has no place for most control characters, escaped or not.
    private static string Text(string text) => string.Concat(text.Select(c => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ when char.IsControl(c) || char.IsSurrogate(c) || c >= '\ufffe' => "?",
        _ => c.ToString(),
    }));
}
