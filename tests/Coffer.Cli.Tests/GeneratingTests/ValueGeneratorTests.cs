using System.Text;
using Coffer.Cli.Generating;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Cli.Tests.GeneratingTests;

public sealed class ValueGeneratorTests
{
    private const string Alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [Theory]
    [InlineData("alnum:40", Alnum, 40)]
    [InlineData("alnum", Alnum, 40)]
    [InlineData("alnum:1", Alnum, 1)]
    [InlineData("alnum:4096", Alnum, 4096)]
    [InlineData("12", Alnum, 12)]
    [InlineData("007", Alnum, 7)]
    [InlineData("hex:64", "0123456789abcdef", 64)]
    [InlineData("digits:6", "0123456789", 6)]
    [InlineData("ascii:32", $"{Alnum}-_.~+^*", 32)]
    [InlineData("base64:32", $"{Alnum}+/=", 44)]
    [InlineData("base64:1", $"{Alnum}+/=", 4)]
    [InlineData("base64:3072", $"{Alnum}+/=", 4096)]
    public void A_value_has_the_alphabet_and_the_length(string specification, string alphabet, int length)
    {
        using var value = ValueGenerator.Generate(specification);
        Assert.Equal(length, value.Length);
        Assert.All(Encoding.ASCII.GetString(value.Reveal()), c => Assert.Contains(c, alphabet));
    }

    [Fact]
    public void Base64_is_of_as_many_bytes_as_were_asked_for()
    {
        for (var bytes = 1; bytes <= 64; bytes++)
        {
            using var value = ValueGenerator.Generate($"base64:{bytes}");
            Assert.Equal(bytes, Convert.FromBase64String(Encoding.ASCII.GetString(value.Reveal())).Length);
        }
    }

    // A character of an alphabet of 69 is missing from 4,096 with a chance below 10^-24, so this cannot flake.
    [Theory]
    [InlineData("alnum:4096", 62)]
    [InlineData("ascii:4096", 69)]
    [InlineData("digits:4096", 10)]
    [InlineData("hex:4096", 16)]
    public void Every_character_of_the_alphabet_is_used(string specification, int characters)
    {
        using var value = ValueGenerator.Generate(specification);
        Assert.Equal(characters, value.Reveal().ToArray().Distinct().Count());
    }

    [Fact]
    public void What_is_generated_where_nothing_is_said_is_new_each_time()
    {
        var values = Enumerable.Range(0, 1000).Select(_ =>
        {
            using var value = ValueGenerator.Generate(ValueGenerator.DefaultSpecification);
            return Encoding.ASCII.GetString(value.Reveal());
        });
        Assert.Equal(1000, values.Distinct().Count());
    }

    [Theory]
    [InlineData("", "is no kind of value")]
    [InlineData("uuid:4", "is no kind of value")]
    [InlineData("ALNUM:4", "is no kind of value")]
    [InlineData(":40", "is no kind of value")]
    [InlineData(" alnum", "is no kind of value")]
    [InlineData("alnum:", "is no kind of value")]
    [InlineData("alnum:x", "is no kind of value")]
    [InlineData("alnum:-1", "is no kind of value")]
    [InlineData("alnum:+1", "is no kind of value")]
    [InlineData("alnum: 1", "is no kind of value")]
    [InlineData("alnum:1.5", "is no kind of value")]
    [InlineData("alnum:40:1", "is no kind of value")]
    [InlineData("12x", "is no kind of value")]
    [InlineData("alnum:99999999999", "is no kind of value")]
    [InlineData("\u001b[2J", "is no kind of value")]
    [InlineData("alnum:\u001b[2J", "is no kind of value")]
    [InlineData("alnum:0", "has 1 to 4096 characters")]
    [InlineData("0", "has 1 to 4096 characters")]
    [InlineData("alnum:4097", "has 1 to 4096 characters")]
    [InlineData("base64:3073", "has 1 to 4096 characters")]
    [InlineData("base64:0", "has 1 to 4096 characters")]
    [InlineData("base64:2147483647", "has 1 to 4096 characters")]
    public void A_bad_specification_is_refused(string specification, string message)
    {
        var exception = Failures.Of(ErrorCode.Usage, () => ValueGenerator.Generate(specification));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("alnum:40", exception.Hint, StringComparison.Ordinal);
    }
}
