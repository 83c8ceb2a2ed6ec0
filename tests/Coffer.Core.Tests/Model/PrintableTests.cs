using System.Globalization;
using Coffer.Core.Model;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("staging/api/db-password", "staging/api/db-password")]
    [InlineData("", "")]
    [InlineData(" ~", " ~")]
    [InlineData("\u001b]0;title\u0007", "?]0;title?")]
    [InlineData("a\r\nb\tc\0", "a??b?c?")]
    [InlineData("\u007f\u0080\u009b31m", "???31m")]
    [InlineData("\u202eevil", "?evil")]
    [InlineData("\u00e9\ud83d\ude00", "\u00e9\ud83d\ude00")]
    [InlineData("\u540d\u0438\u043c\u044f e\u0301", "\u540d\u0438\u043c\u044f e\u0301")]
    [InlineData("a\u00a0b\u2028c\u200bd\ufefff", "a?b?c?d?f")]
    public void What_a_terminal_would_obey_becomes_a_question_mark(string text, string shown) =>
        Assert.Equal(shown, AddressGrammar.Printable(text));

    [Theory]
    [InlineData(900, 900)]
    [InlineData(901, 120)]
    [InlineData(1_048_576, 124)]
    public void What_is_longer_than_a_name_is_cut(int length, int shown)
    {
        var text = AddressGrammar.Printable(new string('x', length));
        Assert.Equal(shown, text.Length);
        Assert.Equal(length > 900, text.EndsWith($"x... ({length} characters)", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_a_terminal_obeys_comes_out() =>
        Gen.OneOf(Gen.String, Gen.Char['\0', '\u00ff'].Array[0, 40].Select(chars => new string(chars))).Sample(
            text =>
            {
                var shown = AddressGrammar.Printable(text);
                Assert.DoesNotContain(shown, c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
                Assert.Equal(shown, AddressGrammar.Printable(shown));
            },
            iter: 50_000);
}
