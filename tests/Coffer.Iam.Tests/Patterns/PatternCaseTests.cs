using Coffer.Iam.Patterns;
using Coffer.Iam.Tests.Support;
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
        ["resource", var pattern, var resource] => ArnPattern.MatchesResource([.. Glyph.Pattern(pattern)], resource),
        ["arn", var pattern, var arn] => ArnPattern.MatchesArn([.. Glyph.Pattern(pattern)], arn),
        _ => throw new InvalidOperationException($"'{text}' is no row"),
    };

    [Fact]
    public void A_pattern_of_many_stars_takes_no_time_that_grows_without_bound()
    {
        // 200 stars by 2,000 characters are 800,000 steps; a matcher that tries all ways would not end.
        var pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "b";
        Assert.False(Glob.Matches(pattern, new string('a', 2000)));
    }
}
