using System.Text;
using Coffer.Cli.Generating;
using Xunit;

namespace Coffer.Cli.Tests.GeneratingTests;

/// <summary>The words of passphrases, and the bits that are said of generated values.</summary>
public sealed class PassphraseTests
{
    [Fact]
    public void The_words_are_worth_the_bits_that_are_said()
    {
        var words = PassphraseWords.All;
        Assert.Equal(1 << PassphraseWords.Bits, words.Distinct().Count());
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.All(words, word => Assert.Matches("^[a-z]{3,8}$", word));
        Assert.DoesNotContain(words, word => words.Any(other => other != word && other.StartsWith(word, StringComparison.Ordinal)));
    }

    // Each of 512 words is missing from 20,000 drawn with a chance below 10^-16.
    [Fact]
    public void Every_word_is_drawn()
    {
        var drawn = new HashSet<string>();
        for (var i = 0; i < 313; i++)
        {
            using var value = ValueGenerator.Generate("passphrase:64");
            drawn.UnionWith(Encoding.ASCII.GetString(value.Reveal()).Split('-'));
        }

        Assert.Equal(PassphraseWords.All.Count, drawn.Count);
    }

    [Theory]
    [InlineData("alnum:40", 238)]
    [InlineData("alnum", 238)]
    [InlineData("6", 35)]
    [InlineData("hex:64", 256)]
    [InlineData("base64:32", 256)]
    [InlineData("digits:6", 19)]
    [InlineData("passphrase:8", 72)]
    [InlineData("uuid", 122)]
    public void Bits_are(string specification, int bits) => Assert.Equal(bits, ValueGenerator.BitsOf(specification));

    [Theory]
    [InlineData("{}", "a/b c")]
    [InlineData("x{}y{}", "xa/b cya/b c")]
    [InlineData("{url}", "a%2Fb%20c")]
    [InlineData("{{}}", "{a/b c}")]
    [InlineData("{\"p\":\"{}\",\"u\":{url}}", "{\"p\":\"a/b c\",\"u\":a%2Fb%20c}")]
    [InlineData("\u00fc{}\u00fc", "\u00fca/b c\u00fc")]
    public void A_template_is_filled(string template, string expected)
    {
        using var value = SecretValue.CopyOf("a/b c"u8);
        using var filled = ValueTemplate.Parse(template, "x").Fill(value);
        Assert.Equal(expected, Encoding.UTF8.GetString(filled.Reveal()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ }")]
    [InlineData("{URL}")]
    public void A_template_without_a_place_is_none(string template) =>
        Assert.Equal(ErrorCode.Usage, Assert.Throws<CofferException>(() => ValueTemplate.Parse(template, "x")).Code);
}
