using System.Globalization;
using Coffer.Iam.Tests.Support;
using Coffer.Iam.Validation;
using Xunit;

namespace Coffer.Iam.Tests.Validation;

public sealed class StoredPolicyTests
{
    // Raise it with the cases: a reader that finds none would let all of them pass.
    private const int Cases = 203;

    private const string Bucket = "arn:aws:s3:::staging-secrets";

    private static readonly string[] Principals =
        ["arn:aws:iam::111122223333:role/deployer", "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::444455556666:role/partner"];

    [Fact]
    public void AWS_stores_a_policy_or_says_why_not()
    {
        var cases = CaseFile.Read("validation");
        Assert.All(cases, one => Assert.Equal(one.Last("->"), Answer(one)));
        Assert.All(cases, one => Assert.StartsWith("https://docs.aws.amazon.com/", one.Page, StringComparison.Ordinal));
        Assert.Equal(Cases, cases.Count);
        Assert.Equal(cases.Count, cases.Select(one => (one.File, one.Name)).Distinct().Count());
    }

    private static string Answer(Case one)
    {
        var text = one.Last("document") ?? $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', one.All("statement"))}}]}""";
        var padding = int.Parse(one.Last("padding") ?? "0", CultureInfo.InvariantCulture);
        text = text.Replace("PADDING", new string('x', padding), StringComparison.Ordinal);

        var refusal = one.Last("kind") switch
        {
            "managed" => IdentityPolicyRules.OfManaged(text),
            "inline" => IdentityPolicyRules.OfInline(text, one.Last("owner")!, "name", one.All("other")),
            "session" => IdentityPolicyRules.OfSession(text),
            "trust" => TrustPolicyRules.Of(text, Principals.Contains),
            "key" => KeyPolicyRules.Of(text, Principals.Contains),
            "bucket" => BucketPolicyRules.Of(text, Bucket, Principals.Contains),
            var kind => throw new InvalidOperationException($"{one}: there is no kind '{kind}'"),
        };
        return refusal is null ? "stored" : $"{refusal.Status} {refusal.Code}: {refusal.Message}";
    }
}
