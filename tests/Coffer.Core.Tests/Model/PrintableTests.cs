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
    [InlineData("\u00e9\ud83d\ude00", "???")]
    public void What_a_terminal_would_obey_becomes_a_question_mark(string text, string shown) =>
        Assert.Equal(shown, AddressGrammar.Printable(text));

    [Fact]
    public void Nothing_but_printable_ascii_comes_out() =>
        Gen.OneOf(Gen.String, Gen.Char['\0', '\u00ff'].Array[0, 40].Select(chars => new string(chars))).Sample(
            text =>
            {
                var shown = AddressGrammar.Printable(text);
                Assert.Equal(text.Length, shown.Length);
                Assert.DoesNotContain(shown, c => c is < ' ' or > '~');
                Assert.Equal(shown, AddressGrammar.Printable(shown));
            },
            iter: 50_000);
}
