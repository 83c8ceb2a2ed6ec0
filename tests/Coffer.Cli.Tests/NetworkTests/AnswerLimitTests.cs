using System.Text;
using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Coffer.Cli.Tests.TlsTests;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>How much is read of an object, and how often a server is asked that is not trusted.</summary>
public sealed class AnswerLimitTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const int Largest = 16 << 20;

    private static readonly string[] Readers = ["s3 get", "s3 start"];

    /// <summary>An object of the greatest length is read, and then is no ciphertext; one byte more is not read.</summary>
    [NativeTheory]
    [InlineData(Largest, "its outside is not that of a KMS ciphertext")]
    [InlineData(Largest + 1, "has 16777217 bytes, more than the 16777216 that are read")]
    public async Task An_object_has_a_greatest_length(int length, string said)
    {
        var body = new byte[length];
        using var s3 = new StandIn(request => request.Path.Contains("list-type", StringComparison.Ordinal)
            ? new(200, Encoding.UTF8.GetBytes(
                $"<ListBucketResult><Name>staging-secrets</Name><Prefix>api/</Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys>"
                + $"<IsTruncated>false</IsTruncated><Contents><Key>api/x</Key><ETag>\"e-1\"</ETag><Size>{length}</Size></Contents>"
                + "</ListBucketResult>"))
            : new(200, body) { Headers = new Dictionary<string, string> { ["ETag"] = "\"e-1\"" } });
        foreach (var reader in Readers)
        {
            var result = await NetworkClient.Named(reader).RunAsync(world, s3.Url);
            Assert.Equal(65, result.ExitCode);
            Assert.Contains(said, result.StderrText, StringComparison.Ordinal);
        }

        // What is too long is not asked for again.
        Assert.Equal(Readers.Length, s3.Requests.Count(static request => request.Path.EndsWith("/api/x", StringComparison.Ordinal)));
    }

    /// <summary>Not every store has hashes as ETags, and who answers in place of S3 has none: it is no defect of ours.</summary>
    [NativeTheory]
    [InlineData("\"e\"")]
    [InlineData("\"no\"")]
    [InlineData("e")]
    [InlineData("\"")]
    [InlineData("W/\"0\"")]
    public async Task An_ETag_that_is_no_hash_is_an_answer_of_somebody_else(string tag)
    {
        using var s3 = new StandIn(_ => new(200, "not ciphertext") { Headers = new Dictionary<string, string> { ["ETag"] = tag } });
        var result = await NetworkClient.Named("s3 get").RunAsync(world, s3.Url);
        Assert.True(result.ExitCode is 69, $"{result.ExitCode}: {result.StderrText}");
        Assert.Contains("s3:GetObject was answered by what is not AWS", result.StderrText, StringComparison.Ordinal);
    }

    /// <summary>No second try makes a certificate better, and no request is sent to who shows it.</summary>
    [NativeTheory]
    [InlineData("kms decrypt")]
    [InlineData("kms encrypt")]
    [InlineData("s3 list")]
    [InlineData("s3 get")]
    [InlineData("sts role")]
    [InlineData("web identity")]
    [InlineData("sso")]
    [InlineData("sso renewal")]
    public async Task An_untrusted_server_is_asked_once(string client)
    {
        using var root = TestCertificates.Authority("Somebody");
        using var server = new StandIn(_ => new(403, ""), TestCertificates.Server(root));
        var result = await NetworkClient.Named(client).RunAsync(world, $"https://localhost:{server.Port}");
        Assert.Equal(69, result.ExitCode);
        Assert.Contains("the certificate of 'localhost' is not trusted", result.StderrText, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Connections, server.Requests.Count));
    }
}
