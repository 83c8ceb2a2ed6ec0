using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>What a command found out before it had the lock is looked at again under it.</summary>
public sealed class SetBesideRemoveTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const string Address = "staging/api/SECRET_01";

    [NativeFact]
    public async Task A_value_that_is_there_already_and_is_removed_meanwhile_is_sealed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flock is Linux's");
        var cancellation = TestContext.Current.CancellationToken;
        var list = Path.Combine(repository.Folder, "staging.tfvars");
        await File.WriteAllTextAsync(list, "files = [\"api/SECRET_01\"]\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(repository.Folder, "value"), SealedRepository.ValueOf(1), cancellation);

        // We are the other command: we have the lock while set compares, and have removed the secret when it gets it.
        using var other = ChildProcess.Start(repository.Request("flock", repository.Folder, "sh", "-c", "echo locked; read line"));
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(cancellation));
        var setting = repository.CofferAsync("set", Address, "--from-file", "value");
        while (!(await repository.Aws.LogAsync()).Contains("kms Decrypt", StringComparison.Ordinal))
        {
            await Task.Delay(10, cancellation);
        }

        File.Delete(repository.PathOf("SECRET_01"));
        await File.WriteAllTextAsync(list, "files = []\n", cancellation);
        await other.StandardInput.WriteLineAsync();
        other.StandardInput.Close();
        await other.WaitForExitAsync(cancellation);

        var set = await setting;
        Assert.Equal(0, set.ExitCode);
        Assert.Contains($"sealed '{Address}'", set.StderrText, StringComparison.Ordinal);
        Assert.Equal(SealedRepository.ValueOf(1), (await repository.CofferAsync("get", Address)).StdoutText);
        Assert.Contains("\"api/SECRET_01\"", await File.ReadAllTextAsync(list, cancellation), StringComparison.Ordinal);
    }
}
