using System.Text;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

public sealed class CanaryTests
{
    private const string Value = "s3cr&t \"välue\"/+";

    private const string Declare = "canary 's3cr&t \"välue\"/+'\n";

    public static TheoryData<string, string> Forms => new()
    {
        { "raw", Value },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Value + "yz")) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes("xy" + Value + "\n")) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"v\":" + Value)).Replace('+', '-').Replace('/', '_') },
        { "hex", Convert.ToHexString(Encoding.UTF8.GetBytes(Value)) },
        { "hex", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Value)) },
        { "URL-encoded", "s3cr%26t%20%22v%C3%A4lue%22%2F%2B" },
        { "URL-encoded", "s3cr%26t+%22v%C3%A4lue%22%2F%2B" },
        { "JSON-escaped", "s3cr\\u0026t \\u0022v\\u00E4lue\\u0022/\\u002B" },
        { "JSON-escaped", "s3cr&t \\\"välue\\\"/+" },
        { "UTF-16", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Value)) },
        { "UTF-16", Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(Value)) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_leak_is_found_in_every_form(string form, string leak)
    {
        Assert.Equal(13, Forms.Count);
        var bytes = form == "UTF-16" ? Encoding.Latin1.GetBytes(leak) : Encoding.UTF8.GetBytes(leak);
        var given = $"{Declare}stdin-hex {Convert.ToHexString([1, .. bytes, 2])}\n";

        await Scripted.FailsAsync(given + "exec cat\nexit 0", $"a canary is in stdout ({form})");
        await Scripted.FailsAsync(given + "reveals exec sh -c 'cat >&2'\nexit 0", $"a canary is in stderr ({form})");
        await Scripted.FailsAsync(given + "exec sh -c 'cat > \"$HOME/f\"'\nexit 0", $"a canary is left behind ({form}): file home/f");
        await Scripted.FailsAsync(given + "exec sh -c 'cat > \"$TMPDIR/f\"; chmod 0 \"$TMPDIR/f\"'\nexit 0", "file tmp/f");
        await Scripted.PassesAsync(given + "reveals exec cat\nexit 0");
        await Scripted.PassesAsync(given + "exec sh -c 'cat > f'\ncanary-file f\nexit 0");
        await Scripted.PassesAsync(given.Replace(Declare, "", StringComparison.Ordinal) + "exec cat\nexit 0");
    }

    [Theory]
    [InlineData("exec sh -c 'touch \"$1\"' sh tulip-4711\nexit 0", "the name of a file or directory work/<canary>")]
    [InlineData("exec sh -c 'mkdir -p d/x-tulip-4711'\nexit 0", "the name of a file or directory work/d/x-<canary>")]
    [InlineData("ln -s tulip-4711 link\nexists link", "the target of link work/link")]
    [InlineData("! reveals exec sh -c 'echo tulip-4711 >&2; exit 1'\nexit 1", "a canary is in stderr (raw)")]
    [InlineData("exists f\n-- f --\ntulip-4711\n", "file work/f")]
    public async Task A_leak_is_found_wherever_it_is(string script, string because) =>
        await Scripted.FailsAsync("canary tulip-4711\n" + script, because);

    [Fact]
    public async Task What_is_not_a_file_does_not_stop_the_search() =>
        await Scripted.PassesAsync(
            "canary tulip-4711\nmkfifo pipe\nln -s . loop\nln -s nowhere broken\nmkdir locked\nchmod 0 locked\nexists pipe");

    [Fact]
    public async Task A_leak_into_the_systems_temporary_folder_is_found()
    {
        // Another value than that of the other tests, which run beside this one.
        var value = "peony-" + Guid.NewGuid().ToString("N");
        var path = Path.Combine(Path.GetTempPath(), "coffer-canary-" + Guid.NewGuid().ToString("N"));
        try
        {
            await Scripted.FailsAsync(
                $"canary {value}\nenv OUT={path}\nstdin {value}\nexec sh -c 'cat > \"$OUT\"'\nexit 0", Path.GetFileName(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_short_canary_is_refused() => await Scripted.FailsAsync("canary 1234567\nexec true\nexit 0", "needs 8 characters");
}
