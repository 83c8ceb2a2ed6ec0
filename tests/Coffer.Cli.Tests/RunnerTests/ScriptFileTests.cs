using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

public sealed class ScriptFileTests
{
    [Fact]
    public void Lines_come_first_and_sections_are_files()
    {
        var script = ScriptFile.Parse(
            "s", "# comment\n\n! reveals coffer get 'a b' # why\n-- a --\none\n\n-- d/b --\n-- c --\nlast");

        var line = Assert.Single(script.Lines);
        Assert.Equal((3, true, true, "coffer"), (line.Number, line.Negated, line.Reveals, line.Verb));
        Assert.Equal(["a", "d/b", "c"], script.Sections.Select(static s => s.Name));
        Assert.Equal("one\n\n", script.ContentOf("a"));
        Assert.Equal("", script.ContentOf("d/b"));
        Assert.Equal("last", script.ContentOf("c"));
        Assert.Null(script.ContentOf("other"));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData(".")]
    public void A_section_stays_inside(string name) => Assert.Contains(
        "s:1: section",
        Assert.Throws<ScriptFailureException>(() => ScriptFile.Parse("s", $"-- {name} --\n")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_section_is_there_once() => Assert.Contains(
        "s:3: section 'a' is there twice",
        Assert.Throws<ScriptFailureException>(() => ScriptFile.Parse("s", "-- a --\n\n-- a --\n")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Rewriting_a_section_changes_nothing_else()
    {
        var script = ScriptFile.Parse("s", "# ü\nexit 0\n-- a --\nold\n-- b --\nkept");

        Assert.Equal("# ü\nexit 0\n-- a --\nnew\nnewer\n-- b --\nkept", script.With("a", "new\nnewer\n").Text);
        Assert.Equal("# ü\nexit 0\n-- a --\n-- b --\nkept", script.With("a", "").Text);
        Assert.Throws<ScriptFailureException>(() => script.With("a", "no newline"));
        Assert.Throws<ScriptFailureException>(() => script.With("a", "-- x --\n"));
    }

    [Theory]
    [InlineData("a 'b c' d", "a|b c|d")]
    [InlineData("'it''s' \"x y\"z", "its|x yz")]
    [InlineData("a '' b", "a||b")]
    [InlineData("'$V' $V ${V}w \"-$V-\" \"\\$V\"", "$V|val|valw|-val-|$V")]
    [InlineData("end$ '^a$' $1 ${x", "end$|^a$|$1|${x")]
    [InlineData("\"a\\nb\\t\\\"\\\\\\d\" c\\n", "a\nb\t\"\\\\d|c\\n")]
    [InlineData("a # rest", "a")]
    [InlineData("a#b", "a#b")]
    public void Words_are_quoted_as_in_a_shell(string line, string expected) => Assert.Equal(
        expected, string.Join('|', WordReader.Split(line).Select(static w => w.Expand(static name => name == "V" ? "val" : null))));

    [Theory]
    [InlineData("a 'b", "a ' is not closed")]
    [InlineData("a \"b", "a \" is not closed")]
    [InlineData("! reveals", "a verb is missing")]
    public void A_line_that_cannot_be_read_is_named(string line, string because) => Assert.Equal(
        "s:2: " + because, Assert.Throws<ScriptFailureException>(() => ScriptFile.Parse("s", "\n" + line)).Message);

    [Fact]
    public async Task An_unknown_variable_fails() =>
        await Scripted.FailsAsync("exec echo $NOT_THERE\nexit 0", "unknown variable $NOT_THERE");
}
