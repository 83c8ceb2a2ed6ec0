using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>Each source by each failure, with a real server: an exit code, a name, and a next step of its own.</summary>
public sealed class SourceFailureTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    public static TheoryData<string> Sources => [.. SourceFailures.All.Select(static row => row.Source).Distinct()];

    [NativeFact]
    public void The_table_is_whole() => Assert.Equal((46, 7), (SourceFailures.All.Count, Sources.Count));

    [NativeTheory]
    [MemberData(nameof(Sources))]
    public async Task A_source_that_fails_says_what_helps_there(string source)
    {
        foreach ((var row, var result) in await Task.WhenAll(
            SourceFailures.All.Where(row => row.Source == source).Select(async row => (row, await FailAsync(row)))))
        {
            Assert.Equal((row.Failure, row.Code, result.StderrText), (row.Failure, result.ExitCode, result.StderrText));
            world.AssertRefused(row.Code, result, row.Says);
            var hint = result.StderrText[result.StderrText.IndexOf("coffer: hint: ", StringComparison.Ordinal)..];
            Assert.Contains(row.Hint, hint, StringComparison.Ordinal);

            // Who is no person at a keyboard is not told to sign in.
            var isPerson = source is "sso" or "process" or "role"
                || row is { Source: "metadata", Failure: "silence" or "no role" };
            Assert.True(isPerson || !hint.Contains("aws sso login", StringComparison.Ordinal), hint);
        }
    }

    // Their addresses are AWS's: whatever is there on this machine gives no credentials. tests/native/agents.sh has servers at them.
    [NativeTheory]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/none", "taskRoleArn")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/none", "pod identity association")]
    public async Task An_agent_of_AWS_is_named_by_its_address(string variable, string address, string hint)
    {
        var result = await world.GetAsync(new() { [variable] = address });
        world.AssertRefused(result.ExitCode, result, "container: 169.254.170.2", hint);
    }

    private async Task<ProcessResult> FailAsync(SourceFailure row)
    {
        if (row.Failure is "refused" or "unknown" || row.Source is "environment" or "process")
        {
            return await GetAsync(row, row.Failure == "unknown" ? "https://nowhere.invalid" : "http://127.0.0.1:1");
        }

        using var server = new StandIn(request => SourceFailures.Answer(request, row.Failure, world));
        return await GetAsync(row, server.Url);
    }

    private async Task<ProcessResult> GetAsync(SourceFailure row, string server)
    {
        var token = Path.Combine(world.Folder, $"token-{Path.GetRandomFileName()}");
        await File.WriteAllTextAsync(token, "a.web.token", TestContext.Current.CancellationToken);
        return row.Source switch
        {
            "environment" => await world.GetAsync(new() { ["AWS_ACCESS_KEY_ID"] = "AKIA" }),
            "web identity" => await world.GetAsync(new()
            {
                ["AWS_WEB_IDENTITY_TOKEN_FILE"] = token,
                ["AWS_ROLE_ARN"] = CredentialWorld.RoleArn,
                ["AWS_ENDPOINT_URL_STS"] = server,
            }),
            "role" => await OfProfileAsync(
                new() { ["AWS_ENDPOINT_URL_STS"] = server }, $"role_arn = {CredentialWorld.RoleArn}\nsource_profile = base\n"),
            "sso" => await OfProfileAsync(
                new() { ["AWS_ENDPOINT_URL_SSO"] = server },
                "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n"),
            "process" => await OfProfileAsync([], $"credential_process = {ProcessOf(row.Failure)}\n"),
            "agent" => await world.GetAsync(new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = server }),
            "metadata" => await world.GetAsync(
                new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = server }),
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };
    }

    private string ProcessOf(string failure)
    {
        var expired = Path.Combine(world.Folder, "expired");
        File.WriteAllText(expired, world.Json("SessionToken", "2020-01-01T00:00:00Z"));
        return failure switch
        {
            "exit 3" => "sh -c 'exit 3'",
            "missing" => "no-such-program",
            "words" => "echo hello",
            _ => $"cat {expired}",
        };
    }

    private Task<ProcessResult> OfProfileAsync(Dictionary<string, string> variables, string lines)
    {
        variables["AWS_PROFILE"] = "app";
        return world.GetAsync(variables, new()
        {
            [".aws/config"] = $"[profile app]\n{lines}[profile base]\naws_access_key_id = test\naws_secret_access_key = test\n"
                + "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start\n",
            [$".aws/sso/cache/{SsoTests.Name("corp")}"] = SsoTests.Token(CredentialWorld.InAnHour),
        });
    }
}
