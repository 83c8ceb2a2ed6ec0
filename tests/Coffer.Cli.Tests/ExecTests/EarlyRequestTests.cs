using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

/// <summary>The first request waits for nothing, and what comes after it is prepared while it is awaited.</summary>
public sealed class EarlyRequestTests
{
    private const int OpenedEarly = 4;

    // Until a connection that does not come is given up.
    private const int Looks = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // S3 answers when the connections to KMS are there: were they opened later, or before, one would wait for the other.
    [Theory]
    [InlineData(null, "/?list-type=2")]
    [InlineData("latest", "/api/.coffer/")]
    public async Task Connections_to_KMS_are_opened_while_the_names_are_awaited(string? release, string first)
    {
        using var kms = new StandIn(_ => new StandInAnswer(500, ""));
        var opened = -1;
        var asked = -1;
        using var s3 = new StandIn(async request =>
        {
            for (var look = 0; look < Looks && kms.Connections < OpenedEarly; look++)
            {
                await Task.Delay(Pause);
            }

            opened = kms.Connections;
            asked = kms.Requests.Count;
            return new StandInAnswer(403, "<Error><Code>AccessDenied</Code></Error>");
        });
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = s3.Url,
            ["AWS_ENDPOINT_URL_KMS"] = kms.Url,
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_REGION"] = "us-east-1",
            ["COFFER_BUCKET"] = "staging-secrets",
            ["COFFER_ENVIRONMENT"] = "staging",
            ["COFFER_SERVICE"] = "api",
        };
        if (release is not null)
        {
            variables["COFFER_RELEASE"] = release;
        }

        var result = await CofferProcess.RunAsync(["exec", "--", "true"], variables);
        Assert.Equal(77, result.ExitCode);
        Assert.Contains(first, Assert.Single(s3.Requests).Path, StringComparison.Ordinal);
        Assert.Equal(OpenedEarly, opened);
        Assert.Equal(0, asked);
        Assert.Empty(kms.Requests);
    }
}
