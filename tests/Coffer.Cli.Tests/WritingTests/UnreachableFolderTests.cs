using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>A folder that cannot be entered, or is gone, is named: it is not taken for an empty one.</summary>
/// <remarks>Changes its repository: so it has one of its own.</remarks>
public sealed class UnreachableFolderTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    [NativeFact]
    public async Task A_folder_that_may_be_listed_and_not_entered_is_an_error()
    {
        var folder = Path.Combine(repository.Folder, "staging", "locked");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "key"), "ciphertext", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await ChildProcess.RunAsync(new ProcessRequest("chmod", ["0755", repository.Folder]))).ExitCode);
        Assert.Equal(0, (await ChildProcess.RunAsync(new ProcessRequest("chmod", ["0444", folder]))).ExitCode);
        try
        {
            foreach (var command in (string[][])[
                ["push", "staging", "--delete"], ["exec", "staging/locked", "--", "true"], ["rekey", "staging"], ["list"], ["verify"]])
            {
                var result = await Somebody.CofferAsync(repository, command);
                Assert.Matches("staging/locked/[^']*' cannot be read: no permission", result.StderrText + result.StdoutText);
                Assert.NotEqual(0, result.ExitCode);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [NativeFact]
    public async Task Doctor_names_it_and_looks_at_the_rest()
    {
        // It names the first that it meets: another test's folder must not be there.
        await using var alone = await SealedRepository.WithFaultsAsync("");
        var folder = Path.Combine(alone.Folder, "staging", "shut");
        Directory.CreateDirectory(folder);
        Assert.Equal(0, (await ChildProcess.RunAsync(new ProcessRequest("chmod", ["0755", alone.Folder]))).ExitCode);
        Assert.Equal(0, (await ChildProcess.RunAsync(new ProcessRequest("chmod", ["0000", folder]))).ExitCode);
        try
        {
            var result = await Somebody.CofferAsync(alone, "doctor", "staging");
            Assert.True(result.ExitCode == 1, result.StderrText);
            Assert.Matches(
                @"(?m)^  error  secrets +'staging/shut' cannot be read: no permission\n +mend: look at the owner and mode",
                result.StdoutText);
            foreach (var look in (string[])["may seal", "bucket", "list", "verify"])
            {
                Assert.Matches($"(?m)^  (ok|note|error) +{look} ", result.StdoutText);
            }
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [NativeTheory]
    [InlineData("verify")]
    [InlineData("set", "staging/api/SECRET_01", "--generate")]
    [InlineData("init")]
    [InlineData("exec", "staging/api", "--", "true")]
    [InlineData("exec", "--dir", "shm", "s3://staging-secrets/api", "--", "true")]
    public async Task A_working_folder_that_is_gone_is_said(params string[] command)
    {
        var result = await repository.ShellAsync(
            $"mkdir gone.$$ && cd gone.$$ && rmdir ../gone.$$ && exec \"$0\" {string.Join(' ', command)}");
        Assert.Equal(77, result.ExitCode);
        Assert.StartsWith(
            "coffer: error: the current folder cannot be told: no such file or directory (errno 2)\n",
            result.StderrText,
            StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task What_needs_no_folder_runs_in_one_that_is_gone()
    {
        var result = await repository.ShellAsync(
            "mkdir gone.$$ && cd gone.$$ && rmdir ../gone.$$ && exec env HOME=/ COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging "
                + "COFFER_SERVICE=api COFFER_KEY=alias/secrets \"$0\" exec --only SECRET_01 -- printenv SECRET_01");
        Assert.Equal(("the value of secret 01\n", ""), (result.StdoutText, result.StderrText));
        Assert.Equal(0, result.ExitCode);
    }
}
