using System.Reflection;
using System.Text.RegularExpressions;
using Coffer.Core.Tests.Architecture;
using Coffer.Core.UseCases.Verification;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Verification;

public sealed partial class RuleTests
{
    private const int LeastRules = 50;

    private static readonly string Page = File.ReadAllText(Path.Combine(DocumentationTests.Root, "docs/manual/verify.md"));

    [Fact]
    public void Every_rule_has_a_section_and_every_section_a_rule()
    {
        var sections = Section().Matches(Page).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
        Assert.InRange(sections.Count, LeastRules, 200);
        Assert.Equal(Rule.All.Select(rule => (rule.Id, rule.Severity.ToString())), sections);
    }

    [Fact]
    public void Every_rule_is_among_all_and_has_a_name_of_its_own()
    {
        var declared = typeof(Rule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (Rule)field.GetValue(null)!);
        Assert.Equal(declared.OrderBy(rule => rule.Id), Rule.All.OrderBy(rule => rule.Id));
        Assert.Equal(Rule.All.Count, Rule.All.Select(rule => rule.Id).Distinct().Count());
    }

    [GeneratedRegex(@"^### (\S+)\n\n(\w+)\. ", RegexOptions.Multiline)]
    private static partial Regex Section();
}
