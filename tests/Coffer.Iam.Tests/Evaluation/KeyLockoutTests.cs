using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Xunit;

namespace Coffer.Iam.Tests.Evaluation;

public sealed class KeyLockoutTests
{
    private const string Key = "arn:aws:kms:eu-west-1:111122223333:key/k";
    private const string Author = "arn:aws:iam::111122223333:role/author";

    [Theory]
    [InlineData(
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}""",
        false)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/author"},"Action":"kms:Put*","Resource":"*"}""",
        false)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"kms:*","Resource":"*"}""",
        true)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"kms:*","Resource":"*"}""",
        true)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["kms:Decrypt","kms:GetKeyPolicy"],"Resource":"*"}""",
        true)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"},
        {"Effect":"Deny","Principal":"*","Action":"kms:Put*","Resource":"*"}
        """,
        true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"kms:*"}""", true)]
    [InlineData(
        """{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""",
        true)]
    [InlineData(
        """{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"aws:Frobnicate":"x"}}}""",
        true)]
    public void A_policy_that_its_author_cannot_change_again_is_found(string statements, bool locksOut)
    {
        var reading = PolicyReader.Read($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        Assert.Empty(reading.Problems);
        var author = RequestPrincipal.Session(Author, "s");
        var context = author.Describe(new RequestContext()).Set("aws:SecureTransport", "true");
        Assert.Equal(locksOut, KeyLockout.Of(reading.Document, Key, author, context));
    }
}
