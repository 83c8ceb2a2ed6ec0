using Coffer.Iam.Documents;
using Coffer.Iam.Tests.Support;
using Coffer.Iam.Validation;
using Xunit;

namespace Coffer.Iam.Tests.Validation;

public sealed class PublicPolicyTests
{
    // Raise it with the cases: a reader that finds none would let all of them pass.
    private const int Cases = 30;

    [Fact]
    public void S3_calls_a_policy_public_or_not()
    {
        var rows = CaseTable.Read("public");
        Assert.All(rows, row =>
        {
            var reading = PolicyReader.Read($$"""{"Version":"2012-10-17","Statement":[{{row.Text}}]}""");
            Assert.Empty(reading.Problems);
            Assert.Equal((row.Text, row.Word), (row.Text, PublicPolicy.Is(reading.Document) ? "public" : "not"));
        });
        Assert.Equal(Cases, rows.Count);
    }
}
