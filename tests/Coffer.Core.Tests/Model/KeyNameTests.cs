using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class KeyNameTests
{
    private const string Id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string Arn = $"arn:aws:kms:eu-west-1:111122223333:key/{Id}";
    private const string AliasArn = "arn:aws-cn:kms:cn-north-1:111122223333:alias/team/secrets";

    // Text, region, whether an alias, whether a key's ARN.
    public static TheoryData<string, string?, bool, bool> Names { get; } = new()
    {
        { Id, null, false, false },
        { "mrk-1234abcd12ab34cd56ef1234567890ab", null, false, false },
        { "alias/secrets", null, true, false },
        { "alias/team/secrets_2", null, true, false },
        { "alias/aws/s3", null, true, false },
        { Arn, "eu-west-1", false, true },
        { AliasArn, "cn-north-1", true, false },
    };

    public static TheoryData<string> NoNames { get; } = new()
    {
        "", " ", "alias/", "alias/a b", "alias/a.b", "key/", $"key/{Id}", "a/b", "a b", "a\nb", "é", "arn:aws:kms",
        "arn:aws:kms:eu-west-1:111122223333",
        "arn:aws:kms:eu-west-1:111122223333:",
        "arn:aws:kms:eu-west-1:111122223333:key/",
        "arn:aws:kms:eu-west-1::key/a",
        "arn:aws:kms::1:key/a",
        "arn:aws:s3:eu-west-1:1:key/a",
        "arn:aws:kms:eu-west-1:1:grant/a",
        "arn:aws:kms:eu-west-1:1:key/a:b",
        "arn:aws:kms:eu-*:1:key/a",
        new string('a', 2049),
    };

    [Fact]
    public void The_tables_are_whole() => Assert.Equal((7, 22), (Names.Count, NoNames.Count));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_read(string text, string? region, bool isAlias, bool isKeyArn)
    {
        var name = KeyName.Parse(text, "the test");
        Assert.Equal((text, region, isAlias, isKeyArn), (name.ToString(), name.Region, name.IsAlias, name.IsKeyArn));
    }

    [Theory]
    [MemberData(nameof(NoNames))]
    public void What_KMS_has_no_key_for_is_refused(string text)
    {
        Assert.Null(KeyName.TryParse(text));
        var failure = Failures.Of(ErrorCode.Configuration, () => KeyName.Parse(text, "coffer.json"));
        Assert.StartsWith("coffer.json names the key '", failure.Message, StringComparison.Ordinal);
        Assert.Contains("alias/<name>", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Arn, true)]
    [InlineData(Id, true)]
    [InlineData("alias/secrets", true)]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:alias/secrets", true)]
    [InlineData("arn:aws:kms:us-east-1:111122223333:alias/secrets", false)]
    [InlineData($"arn:aws:kms:us-east-1:111122223333:key/{Id}", false)]
    [InlineData($"arn:aws:kms:eu-west-1:444455556666:key/{Id}", false)]
    [InlineData("4321abcd-12ab-34cd-56ef-1234567890ab", false)]
    public void It_says_whether_it_may_be_the_key_of_an_ARN(string text, bool may) =>
        Assert.Equal(may, KeyName.Parse(text, "the test").MayBe(KeyName.Parse(Arn, "the test")));

    [Fact]
    public void Nothing_is_compared_with_a_name_that_is_no_ARN() =>
        Assert.False(KeyName.Parse(Id, "the test").MayBe(KeyName.Parse(Id, "the test")));
}
