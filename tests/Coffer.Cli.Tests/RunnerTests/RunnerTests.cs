using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

public sealed class RunnerTests
{
    [Theory]
    [InlineData("frobnicate\nexit 0", "test.txt:1: frobnicate\nunknown verb 'frobnicate'")]
    [InlineData("exec true", "nothing is asserted")]
    [InlineData("", "nothing is asserted")]
    [InlineData("exit 0", "no command has run yet")]
    [InlineData("exec true\nexit 0 1", "usage: exit CODE")]
    [InlineData("exec true\n! exit 0", "exit cannot have '!' in front")]
    [InlineData("exec true\nreveals exit 0", "exit cannot have 'reveals' in front")]
    [InlineData("exec true\nexit 0\nstdin 'x'", "input for a command that never came")]
    [InlineData("exec true\nexit 0\ntyped 'x'", "input for a command that never came")]
    [InlineData("stdin a\nstdin b\nexec cat\nexit 0", "has its input already")]
    [InlineData("timeout-ms 200\nexec sleep 20\nexit 0", "sleep is still running after 0.2 s")]
    [InlineData("timeout-ms 200\nexec sh -c 'echo early; sleep 20 & '\nexit 0", "ended, but something holds its output open")]
    [InlineData("timeout-ms 200\nexec sh -c 'echo early; sleep 20'\nexit 0", "stdout so far: early")]
    [InlineData("exec no-such-program\nexit 0", "there is no program 'no-such-program'")]
    [InlineData("! exec sh -c 'echo Unhandled exception. >&2; exit 134'\nexit 134", "it crashed")]
    public async Task A_script_that_tests_nothing_or_does_not_end_fails(string script, string because) =>
        await Scripted.FailsAsync(script, because);

    [Fact]
    public async Task A_failure_shows_all_there_is_to_know()
    {
        var message = await Scripted.FailsAsync(
            "# comment\ncanary 'tulip-4711'\nreveals exec sh -c 'echo out tulip-4711; echo err >&2'\nstdout 'rose'",
            "test.txt:4: stdout 'rose'");

        Assert.Contains("stdout does not match", message, StringComparison.Ordinal);
        Assert.Contains("exit code: 0", message, StringComparison.Ordinal);
        Assert.Contains("  | out <canary>", message, StringComparison.Ordinal);
        Assert.Contains("  | err", message, StringComparison.Ordinal);
        Assert.DoesNotContain("tulip", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_caller_reaches_a_command()
    {
        var script = await Scripted.PassesAsync("""
            exec env
            ! stdout '^(COFFER_|AWS_(?!EC2_METADATA_DISABLED=true$))'
            stdout '^LANG=C.UTF-8$'
            stdout '^DOTNET_EnableDiagnostics=0$'
            stdout '^AWS_EC2_METADATA_DISABLED=true$'
            exec sh -c 'env | cut -d= -f1 | sort'
            cmp stdout names
            -- names --
            AWS_EC2_METADATA_DISABLED
            DOTNET_EnableDiagnostics
            DOTNET_ROOT
            GIT_AUTHOR_EMAIL
            GIT_AUTHOR_NAME
            GIT_COMMITTER_EMAIL
            GIT_COMMITTER_NAME
            GIT_CONFIG_GLOBAL
            GIT_CONFIG_SYSTEM
            HOME
            LANG
            PATH
            PWD
            TMPDIR

            """);

        Assert.Equal(7, script.Lines.Count);
    }

    [Fact]
    public async Task Each_script_has_directories_of_its_own_and_leaves_none()
    {
        var mark = Path.Combine(Path.GetTempPath(), "coffer-script-mark-" + Guid.NewGuid().ToString("N"));
        try
        {
            await Scripted.PassesAsync($"env OUT={mark}\nexec sh -c 'pwd > \"$OUT\"; mkdir d; touch d/f; chmod 0 d/f d'\nexit 0");
            Assert.False(Directory.Exists((await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken)).TrimEnd()));
        }
        finally
        {
            File.Delete(mark);
        }
    }

    [Fact]
    public async Task A_script_can_say_that_it_cannot_run_here() =>
        await Assert.ThrowsAsync<ScriptSkippedException>(() => Scripted.PassesAsync(
            Environment.IsPrivilegedProcess ? "skip-unless not-root\nexit 0" : "skip-unless root\nexit 0"));

    [Fact]
    public async Task Golden_sections_are_rewritten_only_when_asked()
    {
        const string script = "exec sh -c 'pwd; echo ü'\ncmp stdout golden\n-- golden --\nold\n-- other --\nkept\n";

        await Scripted.FailsAsync(script, "stdout and golden differ at byte 0, line 1");
        var updated = await Scripted.PassesAsync(script, update: true);

        Assert.Equal("exec sh -c 'pwd; echo ü'\ncmp stdout golden\n-- golden --\n$WORK\nü\n-- other --\nkept\n", updated.Text);
        await Scripted.PassesAsync(updated.Text);
    }
}
