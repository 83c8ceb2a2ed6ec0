using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

public sealed class AllOrNothingTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const string Broken = "SECRET_17";

    [NativeFact]
    public async Task Nothing_starts_when_one_of_20_cannot_be_opened()
    {
        var marker = Path.Combine(repository.Folder, "started");
        File.Copy(repository.PathOf("SECRET_01"), repository.PathOf(Broken), overwrite: true);

        var result = await repository.CofferAsync("exec", "staging/api", "--", "touch", marker);
        Assert.Equal(65, result.ExitCode);
        Assert.Contains($"'staging/api/{Broken}' cannot be opened", result.StderrText, StringComparison.Ordinal);
        Assert.Empty(result.StdoutText);
        Assert.False(File.Exists(marker), "the command was started");

        // The same command starts where the broken one is left out: it was that one secret.
        var others = string.Join(',', SealedRepository.Names.Where(static name => name != Broken));
        Assert.Equal(0, (await repository.CofferAsync("exec", "staging/api", "--only", others, "--", "touch", marker)).ExitCode);
        Assert.True(File.Exists(marker));
    }
}
