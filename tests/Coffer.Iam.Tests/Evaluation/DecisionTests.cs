using Coffer.Iam.Evaluation;
using Coffer.Iam.Tests.Support;
using Xunit;

namespace Coffer.Iam.Tests.Evaluation;

public sealed class DecisionTests
{
    // Raise it with the cases: a reader that finds none would let all of them pass.
    private const int Cases = 195;

    [Fact]
    public void AWS_decides_so_and_the_answer_says_why()
    {
        var cases = CaseFile.Read("decisions");
        Assert.All(cases, one =>
        {
            var decision = DecisionCase.Decide(one);
            Assert.Equal((one.ToString(), one.Last("->")), (one.ToString(), Word(decision.Outcome)));
            Assert.All(one.All("because"), reason => Assert.Contains(reason, decision.Reason, StringComparison.Ordinal));
            Assert.All(one.All("says"), words => Assert.Equal(words, decision.AwsReason(one.Last("action")!)));
            Assert.NotEmpty(decision.Reason);
        });
        Assert.All(cases, one => Assert.StartsWith("https://docs.aws.amazon.com/", one.Page, StringComparison.Ordinal));
        Assert.Equal(Cases, cases.Count);
        Assert.Equal(cases.Count, cases.Select(one => one.ToString()).Distinct().Count());
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.Denied => "denied",
        Outcome.NotAllowed => "refused",
        _ => "open",
    };
}
