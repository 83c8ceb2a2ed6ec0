using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.PromptTests;

/// <summary>Each key of the prompt, pressed on a pseudo-terminal: what is sealed is what the keys make, and no letter is shown.</summary>
public sealed class TypedKeyTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int Cases = 21;
    private const string Paste = "\u001b[200~";
    private const string PasteEnd = "\u001b[201~";

    /// <summary>A key's name, what is typed, and the value of it.</summary>
    public static TheoryData<string, string, string> Keys => new()
    {
        { "letters", "tulip-4711", "tulip-4711" },
        { "backspace", "tulipx\u007f", "tulip" },
        { "backspace as Ctrl+H", "tulipx\u0008", "tulip" },
        { "backspace over a letter of several bytes", "tulip\u00e9\u007f", "tulip" },
        { "backspace where nothing is", "\u007ftulip", "tulip" },
        { "Ctrl+U", "wrong\u0015tulip", "tulip" },
        { "Ctrl+W", "tulip wrong  \u0017", "tulip " },
        { "Ctrl+K", "tulipwrong\u001b[D\u001b[D\u001b[D\u001b[D\u001b[D\u000b", "tulip" },
        { "left and right", "tlp\u001b[D\u001b[Du\u001b[Ci", "tulip" },
        { "left and right in application mode", "tlp\u001bOD\u001bODu\u001bOCi", "tulip" },
        { "Home and End", "uli\u001b[Ht\u001b[Fp", "tulip" },
        { "Home and End of a VT220", "uli\u001b[1~t\u001b[4~p", "tulip" },
        { "Ctrl+A and Ctrl+E", "uli\u0001t\u0005p", "tulip" },
        { "Ctrl+B and Ctrl+F", "tlp\u0002\u0002u\u0006i", "tulip" },
        { "Delete", "xtulip\u001b[H\u001b[3~", "tulip" },
        { "up, a function key and Alt", "tu\u001b[A\u001b[15~\u001b[1;5Dl\u001bzip", "tulip" },
        { "Ctrl+D after letters", "tu\u0004lip", "tulip" },
        { "Ctrl+Z and Ctrl+S", "tu\u001al\u0013ip", "tulip" },
        { "a paste of one line", $"{Paste}tulip{PasteEnd}", "tulip" },
        { "a paste and letters", $"tu{Paste}li{PasteEnd}p", "tulip" },
        { "letters that a paste has, and no key", $"{Paste}a\u0015b\u007f{PasteEnd}", "a\u0015b\u007f" },
    };

    [NativeFact]
    public void All_keys_are_pressed() => Assert.Equal(Cases, Keys.Count);

    [NativeTheory]
    [MemberData(nameof(Keys))]
    public async Task It_does_what_it_is_for(string key, string typed, string value)
    {
        var address = $"staging/api/typed-{Guid.NewGuid():N}";
        var sealing = await TerminalProcess.RunAsync(
            repository.Request(Executables.Coffer, "set", address) with { Typed = [typed, typed] });
        Assert.True(sealing.ExitCode == 0, $"{key}: {sealing.StderrText}");
        Assert.DoesNotContain("tul", sealing.StderrText, StringComparison.Ordinal);
        var opened = await ChildProcess.RunAsync(repository.Request(Executables.Coffer, "get", address));
        Assert.True(value == opened.StdoutText, $"{key}: {opened.StdoutText}; {sealing.StderrText}");
    }

    [NativeFact]
    public async Task Many_lines_that_are_pasted_are_one_value_and_asked_for_once()
    {
        var key = $"{Paste}-----BEGIN KEY-----\rMIIB\r\nAAAA\r-----END KEY-----\r{PasteEnd}";
        var sealing = await TerminalProcess.RunAsync(
            repository.Request(Executables.Coffer, "set", "staging/api/pem") with { Typed = [key] });
        Assert.True(sealing.ExitCode == 0, sealing.StderrText);
        var opened = await ChildProcess.RunAsync(repository.Request(Executables.Coffer, "get", "staging/api/pem"));
        Assert.Equal("-----BEGIN KEY-----\nMIIB\nAAAA\n-----END KEY-----\n", opened.StdoutText);
    }

    [NativeFact]
    public async Task Lines_that_nothing_marks_as_pasted_are_refused_and_none_is_left_for_the_shell()
    {
        var result = await TerminalProcess.RunAsync(repository.Request(
            "/bin/sh", "-c", $"{Executables.Coffer} set staging/api/lines; echo $?; stty -icanon min 0 time 1; cat >&2") with
        {
            Typed = ["first-line\rsecond-line\rthird-line"],
        });
        Assert.Equal("64\n", result.StdoutText);
        Assert.Contains("several lines arrived at once", result.StderrText, StringComparison.Ordinal);
        Assert.DoesNotContain("-line", result.StderrText, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(repository.Folder, "staging", "api", "lines")));
    }

    [NativeFact]
    public async Task Two_values_that_differ_seal_nothing()
    {
        var result = await TerminalProcess.RunAsync(
            repository.Request(Executables.Coffer, "set", "staging/api/differ") with { Typed = ["one-value", "other-value"] });
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("the two values that were typed differ", result.StderrText, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(repository.Folder, "staging", "api", "differ")));
    }

    [NativeTheory]
    [InlineData("2>log")]
    [InlineData(">log 2>&1")]
    [InlineData("</dev/tty >log 2>&1")]
    [InlineData("2>&-")]
    public async Task The_question_is_on_the_terminal_wherever_the_rest_goes(string elsewhere)
    {
        var result = await TerminalProcess.RunAsync(repository.Request(
            "/bin/sh", "-c", $"{Executables.Coffer} set staging/api/elsewhere {elsewhere}; echo $?; stty -a | grep -c -- ' echo ' >&2") with
        {
            Typed = ["tulip-elsewhere", "tulip-elsewhere"],
        });
        Assert.Equal("0\n", result.StdoutText);
        Assert.Contains("value of staging/api/elsewhere: ", result.StderrText, StringComparison.Ordinal);
        Assert.DoesNotContain("tulip", result.StderrText, StringComparison.Ordinal);
        Assert.EndsWith("1\n", result.StderrText, StringComparison.Ordinal);
    }
}
