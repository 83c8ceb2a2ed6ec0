using System.Text;
using Coffer.Core.Model;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class TextValueTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("value", "value")]
    [InlineData("value\n", "value")]
    [InlineData("value\r\n", "value")]
    [InlineData("value\r", "value\r")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\r", "\r")]
    [InlineData("\n\n", "\n\n")]
    [InlineData("value\n\n", "value\n\n")]
    [InlineData("\nvalue", "\nvalue")]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("one\ntwo\n", "one\ntwo\n")]
    [InlineData("one\r\ntwo\r\n", "one\r\ntwo\r\n")]
    [InlineData("one\rtwo\n", "one\rtwo")]
    [InlineData("value\r\r\n", "value\r")]
    [InlineData("value \n", "value ")]
    [InlineData("a\0b\n", "a\0b")]
    public void Only_a_single_line_loses_its_newline(string value, string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(TextValue.WithoutFinalNewline(Encoding.UTF8.GetBytes(value))));

    [Fact]
    public void What_is_dropped_is_one_newline_at_the_end_and_nothing_else() =>
        Gen.OneOfConst((byte)'a', (byte)'\n', (byte)'\r', (byte)0, (byte)0xFF).Array[0, 6].Sample(
            value =>
            {
                var text = TextValue.WithoutFinalNewline(value).ToArray();
                var dropped = value[text.Length..];
                Assert.Equal(value[..text.Length], text);
                Assert.Contains(Encoding.ASCII.GetString(dropped), (string[])["", "\n", "\r\n"]);
                Assert.True(dropped.Length == 0 || !text.Contains((byte)'\n'));
            },
            iter: 20_000);

    [Theory]
    [InlineData("", null)]
    [InlineData("76616c7565", null)]
    [InlineData("c3a9f09f9880", null)]
    [InlineData("0a0d09017f1b", null)]
    [InlineData("00", "it holds a NUL byte")]
    [InlineData("610062", "it holds a NUL byte")]
    [InlineData("ff00", "it holds a NUL byte")]
    [InlineData("ff", "it is not valid UTF-8")]
    [InlineData("61c3", "it is not valid UTF-8")]
    [InlineData("c080", "it is not valid UTF-8")]
    [InlineData("eda080", "it is not valid UTF-8")]
    [InlineData("f4908080", "it is not valid UTF-8")]
    public void A_variable_is_text_without_NUL(string hexadecimal, string? problem) =>
        Assert.Equal(problem, TextValue.VariableProblem(Convert.FromHexString(hexadecimal)));

    [Theory]
    [InlineData("value", false)]
    [InlineData("two words", false)]
    [InlineData("a\u200Bb", false)]
    [InlineData("", false)]
    [InlineData("value \n", false)]
    [InlineData("-----BEGIN X-----\n", false)]
    [InlineData("value ", true)]
    [InlineData(" value", true)]
    [InlineData("\tvalue", true)]
    [InlineData("value\r", true)]
    [InlineData("value\u00A0", true)]
    [InlineData("\u200Bvalue", true)]
    [InlineData("value\u2060", true)]
    [InlineData("value\uFEFF", true)]
    [InlineData(" ", true)]
    public void An_end_that_nobody_sees_is_found(string value, bool has) =>
        Assert.Equal(has, TextValue.HasUnseenEnd(Encoding.UTF8.GetBytes(value)));
}
