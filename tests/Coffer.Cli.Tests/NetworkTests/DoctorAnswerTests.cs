using System.Globalization;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>What <c>doctor</c> says of answers that a local AWS does not give by itself.</summary>
public sealed class DoctorAnswerTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    [NativeTheory]
    [InlineData("BlockPublicAcls")]
    [InlineData("BlockPublicPolicy")]
    [InlineData("IgnorePublicAcls")]
    [InlineData("RestrictPublicBuckets")]
    public async Task A_wall_against_public_access_has_four_parts(string part)
    {
        var result = await DoctorAsync((request, answer) =>
            request is { Method: "GET" } && request.Path.Contains("publicAccessBlock", StringComparison.Ordinal)
                ? answer.Replace($"<{part}>true<", $"<{part}>false<")
                : answer);
        Assert.Matches("(?m)^  error  public access  not blocked: ", result.StdoutText);
        Assert.Equal(1, result.ExitCode);
    }

    /// <summary>AWS takes a signature that is five minutes off.</summary>
    [NativeTheory]
    [InlineData(2, "note ", 0)]
    [InlineData(10, "error", 1)]
    public async Task A_clock_that_is_off_is_told(int minutes, string state, int exitCode)
    {
        var result = await DoctorAsync((request, answer) =>
            request.BodyText.Contains("Action=GetCallerIdentity", StringComparison.Ordinal)
                ? answer with
                {
                    Headers = new Dictionary<string, string>(answer.Without("Date").Headers)
                    {
                        ["Date"] = DateTimeOffset.UtcNow.AddMinutes(minutes).ToString("R", CultureInfo.InvariantCulture),
                    },
                }
                : answer);
        Assert.Matches($"(?m)^  {state}  clock          here 20.* UTC, at AWS 20.* UTC: [0-9]+ s apart$", result.StdoutText);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [NativeFact]
    public async Task A_key_that_signs_seals_nothing()
    {
        var result = await DoctorAsync((request, answer) =>
            request.Headers.TryGetValue("X-Amz-Target", out var target) && target == "TrentService.DescribeKey"
                ? answer.Replace("\"KeyUsage\":\"ENCRYPT_DECRYPT\"", "\"KeyUsage\":\"SIGN_VERIFY\"")
                : answer);
        Assert.Matches("(?m)^  error  key            alias/secrets is arn:.*, which is for SIGN_VERIFY$", result.StdoutText);
        Assert.Equal(1, result.ExitCode);
    }

    private async Task<ProcessResult> DoctorAsync(Func<StandInRequest, StandInAnswer, StandInAnswer> alter)
    {
        using var server = new AlteringServer(repository.Aws.Endpoint, alter);
        return await CofferProcess.RunAsync(
            ["doctor", "staging"], [.. ProcessEnvironment.Client(new Uri(server.Url))], repository.Folder, []);
    }
}
