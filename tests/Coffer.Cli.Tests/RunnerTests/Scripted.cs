using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

/// <summary>Scripts in memory: to pass, or to fail with a message that says why.</summary>
internal static class Scripted
{
    public static Task<ScriptFile> PassesAsync(string text, bool update = false) =>
        ScriptRunner.RunAsync(ScriptFile.Parse("test.txt", text), update);

    public static async Task<string> FailsAsync(string text, string because)
    {
        var failure = await Assert.ThrowsAsync<ScriptFailureException>(
            () => ScriptRunner.RunAsync(ScriptFile.Parse("test.txt", text)));
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
        return failure.Message;
    }
}
