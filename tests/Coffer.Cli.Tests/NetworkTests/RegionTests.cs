using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Where S3 says that a bucket is elsewhere, the error names the region.</summary>
public sealed class RegionTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    [NativeTheory]
    [InlineData(301, "PermanentRedirect", true, false)]
    [InlineData(307, "TemporaryRedirect", true, false)]
    [InlineData(301, "PermanentRedirect", false, true)]
    [InlineData(400, "AuthorizationHeaderMalformed", true, false)]
    [InlineData(400, "AuthorizationHeaderMalformed", false, true)]
    public async Task It_is_named(int status, string code, bool inHeader, bool inBody)
    {
        var message = inBody && status == 400 ? "the region 'us-east-1' is wrong; expecting 'eu-west-1'" : "elsewhere";
        using var s3 = new StandIn(_ => new(
            status, $"<Error><Code>{code}</Code><Message>{message}</Message>{(inBody ? "<Region>eu-west-1</Region>" : "")}</Error>")
        {
            Headers = inHeader ? new Dictionary<string, string> { ["x-amz-bucket-region"] = "eu-west-1" } : [],
        });
        foreach (var client in new[] { "s3 list", "s3 get", "s3 push", "s3 start" })
        {
            var result = await NetworkClient.Named(client).RunAsync(world, s3.Url, ("COFFER_ENVIRONMENT", "staging"));
            Assert.True(result.ExitCode == 78, $"{client} ended with {result.ExitCode}: {result.StderrText}");
            Assert.Contains(
                "bucket 'staging-secrets' in us-east-1 is in another region: eu-west-1\n", result.StderrText, StringComparison.Ordinal);
        }
    }
}
