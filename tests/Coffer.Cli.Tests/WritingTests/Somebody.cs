using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>A user whom modes stop: root writes anywhere.</summary>
internal static class Somebody
{
    private const string Nobody = "65534";

    /// <summary>Runs coffer as such a user.</summary>
    public static async Task<ProcessResult> CofferAsync(SealedRepository repository, params IReadOnlyList<string> arguments)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return await repository.CofferAsync(arguments);
        }

        Assert.SkipUnless(Executables.IsThere("setpriv"), "needs setpriv");
        string[] become = ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--", Executables.Coffer];
        var canRun = await ChildProcess.RunAsync(repository.Request("setpriv", [.. become, "--version"]));
        Assert.SkipUnless(canRun.ExitCode == 0, $"the program under test cannot be run by another user: {canRun.StderrText.TrimEnd()}");
        return await ChildProcess.RunAsync(repository.Request("setpriv", [.. become, .. arguments]));
    }
}
