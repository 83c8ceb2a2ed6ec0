using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Cli.Tests.OutputTests;

public sealed class RemoteAddressTests
{
    public static TheoryData<string, string, string> Good { get; } = new()
    {
        { "s3://staging-secrets/api/db-password", "staging-secrets", "api/db-password" },
        { "s3://staging-secrets/api", "staging-secrets", "api" },
        { "s3://staging-secrets/api/", "staging-secrets", "api" },
        { "s3://staging-secrets", "staging-secrets", "" },
        { "s3://staging-secrets/", "staging-secrets", "" },
        { "s3://my.bucket/api/tls/server.key", "my.bucket", "api/tls/server.key" },
        { "s3://Old_Bucket/api", "Old_Bucket", "api" },
    };

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "s3://", "it names no bucket" },
        { "s3:///", "it names no bucket" },
        { "s3:///api/name", "it names no bucket" },
        { "s3://bucket//name", "an absolute path" },
        { "s3://bucket/api//name", "an empty segment" },
        { "s3://bucket/../other", "the segment '..'" },
        { "s3://bucket/api/.hidden", "starts with a dot" },
        { "s3://bucket/api/a b", "a character other than" },
        { "s3://bucket/api/x?versionId=1", "a character other than" },
        { "s3://../api", "the segment '..'" },
        { "s3://buck et/api", "a character other than" },
        { "s3://bucket\u001b[2J/api", "a character other than" },
        { "s3://user@bucket/api", "a character other than" },
    };

    [Fact]
    public void The_tables_are_whole()
    {
        Assert.Equal(7, Good.Count);
        Assert.Equal(13, Bad.Count);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_place_in_s3_is_taken_apart(string text, string bucket, string path)
    {
        Assert.True(RemoteAddress.Is(text));
        var address = RemoteAddress.Parse(text);
        Assert.Equal(new RemoteAddress(bucket, path), address);
        Assert.Equal(text.TrimEnd('/'), address.ToString());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_place_is_refused_with_the_reason(string text, string reason)
    {
        var exception = Failures.Of(ErrorCode.Usage, () => RemoteAddress.Parse(text));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging/api/db-password")]
    [InlineData("S3://bucket/api")]
    [InlineData("s3:/bucket")]
    [InlineData("https://bucket.s3.amazonaws.com/api")]
    [InlineData("")]
    public void Other_texts_mean_the_repository(string text) => Assert.False(RemoteAddress.Is(text));
}
