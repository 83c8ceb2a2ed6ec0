using System.Text.RegularExpressions;
using Coffer.Iam.Patterns;
using Coffer.Iam.Tests.Support;
using CsCheck;
using Xunit;

namespace Coffer.Iam.Tests.Patterns;

public sealed class PatternCaseTests
{
    // Raise it with the cases: a reader that finds none would let all of them pass.
    private const int Cases = 73;

    [Fact]
    public void A_pattern_means_what_AWS_says()
    {
        var rows = CaseTable.Read("patterns");
        Assert.All(rows, row => Assert.Equal((row.Text, row.Word), (row.Text, Matches(row.Text) ? "means" : "not")));
        Assert.All(rows, row => Assert.StartsWith("https://docs.aws.amazon.com/", row.Page, StringComparison.Ordinal));
        Assert.Equal(Cases, rows.Count);
        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    private static bool Matches(string text) => text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["action", var pattern, var action] => Glob.Matches(pattern, action, ignoreCase: true),
        ["resource", var pattern, var resource] => ArnPattern.MatchesResource(Glyph.Pattern(pattern), resource),
        ["arn", var pattern, var arn] => ArnPattern.MatchesArn(Glyph.Pattern(pattern), arn),
        _ => throw new InvalidOperationException($"'{text}' is no row"),
    };

    [Fact]
    public void A_pattern_means_what_the_same_regular_expression_means() =>
        Gen.Select(Gen.Char["ab*?"].Array[0, 8], Gen.Char["abAB"].Array[0, 12], Gen.Bool).Sample((pattern, text, ignoreCase) =>
        {
            var same = $"^{Regex.Escape(new string(pattern)).Replace(@"\*", ".*", StringComparison.Ordinal)
                .Replace(@"\?", ".", StringComparison.Ordinal)}$";
            var options = ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None;
            return Glob.Matches(new string(pattern), new string(text), ignoreCase) == Regex.IsMatch(new string(text), same, options);
        });

    [Fact]
    public void A_pattern_of_many_stars_takes_no_time_that_grows_without_bound()
    {
        // A matcher that tries all ways to part 2,000 characters among 200 stars would not end.
        var pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "b";
        Assert.False(Glob.Matches(pattern, new string('a', 2000)));
    }
}
