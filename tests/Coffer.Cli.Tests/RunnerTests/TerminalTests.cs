using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

public sealed class TerminalTests
{
    // What a hidden prompt does: asks, then turns the echo off.
    private const string Ask = "printf \"$1: \" >/dev/tty; stty -echo; read -r v </dev/tty; stty echo; echo >&2; echo \"got $v\"";

    [Fact]
    public async Task A_prompt_is_answered_without_an_echo() => await Scripted.PassesAsync(
        $"canary 'tulip 4711'\ntyped 'tulip 4711'\nreveals exec sh -c '{Ask}' sh Value\nstdout-is \"got tulip 4711\\n\"\nstderr-is "
            + "\"Value: \\n\"");

    [Fact]
    public async Task Several_prompts_are_answered_in_turn() => await Scripted.PassesAsync(
        $"typed one two\nexec sh -c '({Ask}); ({Ask})' sh Value\nstdout-is \"got one\\ngot two\\n\"");

    [Fact]
    public async Task An_echo_is_a_leak() => await Scripted.FailsAsync(
        "canary tulip-4711\ntyped tulip-4711\nexec sh -c 'printf \"Value: \" >&2; read v'\nexit 0", "a canary is in stderr (raw)");

    [Fact]
    public async Task Stdin_and_stderr_are_a_terminal_and_stdout_is_not() => await Scripted.PassesAsync(
        "typed x\nexec sh -c 'test -t 0 && test -t 2 && ! test -t 1 && printf ? >&2 && read v'\nexit 0\n! exec sh -c 'test -t 0'\nexit 1");

    [Fact]
    public async Task The_exit_code_passes_through() => await Scripted.PassesAsync(
        "typed x\n! exec sh -c 'printf ? >&2; read v; exit 77'\nexit 77");

    [Fact]
    public async Task A_key_interrupts() => await Scripted.PassesAsync(
        "typed ^C\n! exec sh -c 'printf ? >&2; sleep 20'\nexit 130");

    [Fact]
    public async Task A_program_that_does_not_ask_fails() => await Scripted.FailsAsync(
        "typed x\nexec sh -c 'echo no question >&2'\nexit 0",
        "it did not ask for all that was to be typed; the terminal shows:\nno question");

    [Fact]
    public async Task A_program_that_asks_once_more_fails() => await Scripted.FailsAsync(
        "timeout-ms 1000\ntyped x\nexec sh -c 'printf ? >&2; read v; printf again? >&2; read v'\nexit 0", "sh is still running after 1 s");
}
