using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.FaultTests;

/// <summary>A start so slow that the credentials of its task's role end in the middle of it, where policies decide.</summary>
public sealed class TaskRoleExpiryTests
{
    /// <summary>What waits longer than credentials last, before it is looked at; and how many at least come too late by that.</summary>
    public static TheoryData<string, int> Slow => new()
    {
        { "s3 ListObjectsV2 1 delay 4000", 1 },
        { "s3 GetObject 7 delay 4000", 1 },
        { "kms Decrypt 5 delay 4000", 1 },
        { "kms Decrypt 1-20 delay 4000", 20 },
        { "s3 GetObject 2 delay 4000\nkms Decrypt 20 delay 4000", 2 },
    };

    [NativeTheory]
    [MemberData(nameof(Slow))]
    public async Task They_are_fetched_again_and_all_is_opened(string rules, int tooLate)
    {
        Assert.Equal(5, Slow.Count);
        await using var role = await TaskRole.MakeAsync(rules);
        var result = await ExecAsync(role, "api");
        Assert.Equal("", CredentialTests.CredentialWorld.WithoutWaiting(result.StderrText).Trim('\n'));
        Assert.Equal(0, result.ExitCode);
        Assert.All(
            Enumerable.Range(1, SealedRepository.Secrets),
            number => Assert.Contains(
                $"{SealedRepository.NameOf(number)}={SealedRepository.ValueOf(number)}\n", result.StdoutText, StringComparison.Ordinal));

        var done = await role.DoneAsync();
        Assert.InRange(await role.ExpiredAsync(), tooLate, int.MaxValue);
        Assert.Equal(SealedRepository.Secrets, done.Count(request => request.Action == "Decrypt"));
    }

    [NativeFact]
    public async Task The_next_ones_open_no_more_than_the_first()
    {
        await using var role = await TaskRole.MakeAsync("s3 ListObjectsV2 1 delay 4000");
        var result = await ExecAsync(role, "web");
        Assert.Contains("s3:ListBucket", result.StderrText, StringComparison.Ordinal);
        Assert.Equal("", result.StdoutText);
        Assert.Equal(77, result.ExitCode);
        Assert.InRange(await role.ExpiredAsync(), 1, int.MaxValue);
        Assert.Empty(await role.DoneAsync());
    }

    private static Task<ProcessResult> ExecAsync(TaskRole role, string service)
    {
        var request = role.Repository.Request(Executables.Coffer, "exec", $"s3://staging-secrets/{service}", "--", "env");
        Dictionary<string, string> variables = new(request.Environment) { [role.Variable.Key] = role.Variable.Value };
        variables.Remove("AWS_ACCESS_KEY_ID");
        variables.Remove("AWS_SECRET_ACCESS_KEY");
        return ChildProcess.RunAsync(request with { Environment = variables });
    }
}
