using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests;

/// <summary>Each script of the Scripts folder is one test.</summary>
public sealed class ScriptTests
{
    // Raised with every script that is added, so that none can get lost.
    private const int LeastScripts = 309;

    /// <summary>All; while one works on some, COFFER_SCRIPTS names the beginning of theirs.</summary>
    public static TheoryData<string> Scripts => [.. ScriptFolder.Names.Where(static name =>
        name.StartsWith(Environment.GetEnvironmentVariable("COFFER_SCRIPTS") ?? "", StringComparison.Ordinal))];

    [Fact]
    public void No_script_is_lost() => Assert.True(ScriptFolder.Names.Count >= LeastScripts, "scripts are missing");

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script(string name)
    {
        var path = ScriptFolder.PathOf(name);
        var update = Environment.GetEnvironmentVariable("COFFER_UPDATE") == "1";
        try
        {
            var script = ScriptFile.Load(path);
            if (LeftOut.Reason is { } reason && script.Starts > LeftOut.MostStarts)
            {
                throw new ScriptSkippedException(reason);
            }

            var result = await ScriptRunner.RunAsync(script, update);
            if (result.Text != script.Text)
            {
                await File.WriteAllTextAsync(path, result.Text, TestContext.Current.CancellationToken);
            }
        }
        catch (ScriptFailureException failure)
        {
            Assert.Fail(failure.Message);
        }
        catch (ScriptSkippedException reason)
        {
            Assert.Skip(reason.Message);
        }
    }
}
