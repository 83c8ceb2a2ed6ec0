using System.Text;
using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Who was given a plaintext could say it again: AWS's words about sealing are not quoted, those about all else are.</summary>
public sealed class EchoTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    [NativeTheory]
    [InlineData(400, "ValidationException", true)]
    [InlineData(400, "AccessDeniedException", true)]
    [InlineData(400, "SomethingNewException", true)]
    [InlineData(500, "KMSInternalException", true)]
    [InlineData(400, "ValidationException", false)]
    public async Task What_KMS_says_of_a_plaintext_is_not_shown(int status, string code, bool seals)
    {
        var client = NetworkClient.Named(seals ? "kms encrypt" : "kms decrypt");
        using var kms = new StandIn(request => new(
            status,
            Encoding.UTF8.GetBytes($$"""{"__type":"{{code}}","message":"it is not a value (YSB2YWx1ZQ==) {{request.Body.Length}}"}""")));
        var result = await client.RunAsync(world, kms.Url);
        Assert.NotEqual(0, result.ExitCode);
        Assert.NotEmpty(kms.Requests);
        Assert.Contains(seals ? "cannot be sealed" : "cannot be opened", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(!seals, result.StderrText.Contains("a value (YSB2YWx1ZQ==)", StringComparison.Ordinal));
    }
}
