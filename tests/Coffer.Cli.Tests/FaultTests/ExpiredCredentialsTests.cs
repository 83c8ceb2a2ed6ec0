using System.Globalization;
using System.Text.Json;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.FaultTests;

/// <summary>One fetch of credentials for all calls of a start; one more, when AWS says that they have expired.</summary>
public sealed class ExpiredCredentialsTests
{
    [NativeTheory]
    [InlineData("", 1)]
    [InlineData("s3 ListObjectsV2 1 status 400 ExpiredToken", 2)]
    [InlineData("s3 GetObject 1 status 400 ExpiredToken", 2)]
    [InlineData("kms Decrypt 1 status 400 ExpiredTokenException", 2)]
    [InlineData("kms Decrypt 20 status 400 ExpiredTokenException", 2)]
    public async Task They_are_fetched_once_and_again(string rules, int fetches)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rules);
        using var agent = Agent();
        var result = await ExecAsync(repository, agent);
        Assert.Equal("", result.StderrText);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"{SealedRepository.NameOf(20)}={SealedRepository.ValueOf(20)}\n", result.StdoutText, StringComparison.Ordinal);
        Assert.Equal(fetches, agent.Requests.Count);
    }

    [NativeFact]
    public async Task What_stays_expired_ends_it()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("kms Decrypt status 400 ExpiredTokenException");
        using var agent = Agent();
        var result = await ExecAsync(repository, agent);
        Assert.Contains("the session has expired", result.StderrText, StringComparison.Ordinal);
        Assert.Equal("", result.StdoutText);
        Assert.Equal(77, result.ExitCode);
    }

    private static StandIn Agent() => new(static _ => new(200, JsonSerializer.Serialize(new
    {
        AccessKeyId = "test",
        SecretAccessKey = "test",
        Expiration = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    })));

    private static Task<ProcessResult> ExecAsync(SealedRepository repository, StandIn agent)
    {
        var request = repository.Request(Executables.Coffer, "exec", "s3://staging-secrets/api", "--", "env");
        Dictionary<string, string> variables = new(request.Environment) { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = agent.Url };
        variables.Remove("AWS_ACCESS_KEY_ID");
        variables.Remove("AWS_SECRET_ACCESS_KEY");
        return ChildProcess.RunAsync(request with { Environment = variables });
    }
}
