using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

/// <summary>Each verb both ways: what should hold passes, and what does not hold is seen to fail.</summary>
public sealed class VerbTests
{
    private const string SayAB = "exec sh -c 'printf a; printf b >&2'\n";

    [Theory]
    [InlineData("exec true\nexit 0")]
    [InlineData("! exec sh -c 'exit 66'\nexit 66")]
    [InlineData("! exec sh -c 'kill -9 $$'\nexit 137")]
    [InlineData(SayAB + "stdout ^a$\nstderr ^b$\n! stdout b\n! stderr a\nstdout-is a\nstderr-is b")]
    [InlineData("exec printf 'x\\ny\\n'\nstdout '^y$'\nstdout-is \"x\\ny\\n\"")]
    [InlineData("exec printf 'x\\n'\ncmp stdout f\ncmp f f\n! cmp stdout g\n-- f --\nx\n-- g --\nx\n\n")]
    [InlineData("exec sh -c 'pwd >&2'\ncmp stderr f\n-- f --\n$WORK\n")]
    [InlineData("""exec echo '{"s":[{"a":"x"},{"n":1.50,"t/k.e":null}]}'"""
        + "\njson stdout s[0].a x\njson stdout s[1].n 1.50\njson stdout 's[1][\"t/k.e\"]' null\njson stdout s[0] '{\"a\":\"x\"}'")]
    [InlineData("json f a true\n-- f --\n{\"a\":true}")]
    [InlineData("stdin 'in'\nexec cat\nstdout-is in\nexec cat\nstdout-is ''")]
    [InlineData("stdin < f\nexec cat\ncmp stdout f\n-- f --\nline\n")]
    [InlineData("stdin-hex 00ff0a\nexec od -An -tx1\nstdout ' 00 ff 0a'\nhex f 00ff0a\nexec od -An -tx1 f\nstdout ' 00 ff 0a'")]
    [InlineData("stdin 'not read'\nexec true\nexit 0")]
    [InlineData("env A=1 B=x=y\nexec sh -c 'echo $A $B'\nstdout-is \"1 x=y\\n\"\nunset A\nexec env\n! stdout ^A=\nstdout ^B=")]
    [InlineData("exec printf 'x=1\\ny=2\\n'\ntake Y '^y=(.)$'\ntake ALL ^x=.\nexec echo $Y $ALL\nstdout-is \"2 x=1\\n\"")]
    [InlineData("mkdir d/e\ncd d/e\nexec pwd\nstdout work/d/e$\ncd $WORK\nexec pwd\nstdout /work$")]
    [InlineData("mkdir d\nexists d f\n! exists g\ncp f g\nexists g\nmv g d/h\n! exists g\nexists d/h\nrm d\n! exists d\n-- f --\nx\n")]
    [InlineData("ln -s nowhere l\nexists l\nexec readlink l\nstdout-is \"nowhere\\n\"\nmkfifo p\nexec sh -c 'test -p p'\nchmod 600 f\nexec "
        + "stat -c %a f\nstdout-is \"600\\n\"\n-- f --\n")]
    [InlineData("env X=1\nexpand f\ngrep ^x=1$ f\n! grep '[$]' f\n-- f --\nx=${X}\n")]
    [InlineData("sleep-ms 1\nexec sh -c 'test -d \"$HOME\" -a -d \"$TMPDIR\" -a \"$HOME\" != \"$TMPDIR\"'\nexit 0")]
    [InlineData("exec sh -c 'command -v coffer; command -v coffer-local'\nstdout /programs/coffer$\nstdout /programs/coffer-local$")]
    public async Task Holds(string script) => await Scripted.PassesAsync(script);

    [Theory]
    [InlineData("exec false\nexit 1", "it failed")]
    [InlineData("! exec true\nexit 0", "it succeeded, and should have failed")]
    [InlineData("exec true\nexit 1", "it ended with 0, and should have with 1")]
    [InlineData(SayAB + "stdout b", "stdout does not match")]
    [InlineData(SayAB + "! stdout a", "stdout matches")]
    [InlineData(SayAB + "stderr a", "stderr does not match")]
    [InlineData(SayAB + "! stderr b", "stderr matches")]
    [InlineData(SayAB + "stdout '('", "Invalid pattern")]
    [InlineData(SayAB + "stdout-is \"a\\n\"", "stdout is not exactly this text")]
    [InlineData(SayAB + "stderr-is ''", "stderr is not exactly this text")]
    [InlineData("exec printf 'x\\n'\ncmp stdout f\n-- f --\nx\ny\n", "stdout and f differ at byte 2, line 2 (lengths 2 and 4)")]
    [InlineData("! cmp f f\n-- f --\nx\n", "f and f are the same")]
    [InlineData("exec echo x\ncmp stdout f", "Could not find file")]
    [InlineData("json f a false\n-- f --\n{\"a\":true}", "a is true, and should be false")]
    [InlineData("json f b true\n-- f --\n{\"a\":true}", "there is no b at 'b'")]
    [InlineData("json f a[1] true\n-- f --\n{\"a\":[1]}", "there is no [1] at 'a[1]'")]
    [InlineData("json f a[ true\n-- f --\n{\"a\":[1]}", "'a[' is not a path")]
    [InlineData("json f a true\n-- f --\n{", "JsonReaderException")]
    [InlineData("stdin a b\nexec cat\nexit 0", "usage: stdin")]
    [InlineData("stdin-hex 0g\nexec cat\nexit 0", "FormatException")]
    [InlineData("env A\nexec true\nexit 0", "usage: env")]
    [InlineData("exec true\ntake X x\nexit 0", "stdout does not match")]
    [InlineData("take X x\nexit 0", "no command has run yet")]
    [InlineData("cd nowhere\nexec true\nexit 0", "there is no directory nowhere")]
    [InlineData("exists nowhere", "there is no nowhere")]
    [InlineData("! exists f g\n-- g --\n", "there is g")]
    [InlineData("grep x f\n-- f --\ny\n", "f does not match")]
    [InlineData("! grep y f\n-- f --\ny\n", "f matches")]
    [InlineData("rm ../../elsewhere\nexists f\n-- f --\n", "is outside the script's directory")]
    [InlineData("hex /elsewhere 00\nexists f\n-- f --\n", "is outside the script's directory")]
    [InlineData("mv a b\nexists f\n-- f --\n", "cannot stat")]
    [InlineData("ln target link\nexists f\n-- f --\n", "usage: ln -s")]
    [InlineData("expand f\nexists f\n-- f --\n${NOT_THERE}\n", "unknown variable ${NOT_THERE}")]
    [InlineData("skip-unless mars\nexists f\n-- f --\n", "usage: skip-unless")]
    public async Task Fails(string script, string because) => await Scripted.FailsAsync(script, because);

    [Fact]
    public void Every_verb_is_in_the_manual()
    {
        var manual = File.ReadAllText(ScriptFolder.PathOf("README.md"));
        Assert.All(VerbTable.Names, name => Assert.Contains("`" + name, manual, StringComparison.Ordinal));
    }
}
