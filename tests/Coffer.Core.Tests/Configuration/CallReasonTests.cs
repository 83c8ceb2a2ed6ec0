using System.Buffers;
using Coffer.Core.Configuration;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Configuration;

/// <summary>Words in a user agent: any text comes back as it was, in characters of a token only.</summary>
public sealed class CallReasonTests
{
    // RFC 9110, 5.6.2, and the slash between a product and its version.
    private static readonly SearchValues<char> InToken = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/");

    [Fact]
    public void Any_words_travel_as_a_token_and_come_back() => Gen.String[Gen.Char[' ', '\uD7FF'], 1, 40].Sample(
        words =>
        {
            if (Make(words) is not { } reason)
            {
                return;
            }

            Assert.Equal(-1, reason.Token.AsSpan().IndexOfAnyExcept(InToken));
            Assert.Equal(words, CallReason.In($"aws-sdk/4 {reason.Token} md/x"));
        },
        iter: 5_000);

    [Theory]
    [InlineData("why", true)]
    [InlineData("INC-4711: \"quoted\" (twice)", true)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    [InlineData("two\nlines", false)]
    [InlineData("a\r\nX-Header: b", false)]
    [InlineData("\u0000", false)]
    [InlineData("\u007f", false)]
    [InlineData("\u0085", false)]
    [InlineData("half \uD83D", false)]
    [InlineData("\uDE00 half", false)]
    public void What_can_be_carried(string words, bool can) => Assert.Equal(can, Make(words) is not null);

    [Fact]
    public void It_has_a_limit()
    {
        Assert.NotNull(Make(new string('a', CallReason.MaxBytes)));
        Assert.Null(Make(new string('a', CallReason.MaxBytes + 1)));
        Assert.Null(Make(new string('ö', (CallReason.MaxBytes / 6) + 1)));
    }

    [Fact]
    public void What_is_refused_is_not_repeated()
    {
        var refused = Assert.Throws<CofferException>(() => CallReason.Parse("correct horse\nbattery", "the words", ErrorCode.Usage));
        Assert.DoesNotContain("horse", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCode.Usage, refused.Code);
    }

    [Theory]
    [InlineData("aws-sdk/4", null)]
    [InlineData("coffer-reason/", null)]
    [InlineData("x-coffer-reason/why", null)]
    [InlineData("", null)]
    [InlineData("a coffer-reason/why b", "why")]
    [InlineData("[a coffer-reason/not%zzhex b]", "not%zzhex")]
    [InlineData("[a coffer-reason/why]", "why")]
    [InlineData("coffer-reason/one coffer-reason/two", "one")]
    public void What_a_user_agent_says(string agent, string? words) => Assert.Equal(words, CallReason.In(agent));

    // A reason that cannot be carried ends 78 where the variable has it; a property test meets those, too.
    private static CallReason? Make(string words)
    {
        try
        {
            return words.Length == 0 ? CallReason.Parse(words, "the words", ErrorCode.Usage) : CallReason.Of(_ => words);
        }
        catch (CofferException refused) when (refused.Code is ErrorCode.Configuration or ErrorCode.Usage)
        {
            return null;
        }
    }
}
