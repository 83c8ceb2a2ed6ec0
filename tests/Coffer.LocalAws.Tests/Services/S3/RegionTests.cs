using Coffer.LocalAws.Tests.State;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>A bucket lives in its region: another region's client is told the right one, whether signatures are checked or not.</summary>
public sealed class RegionTests
{
    private static readonly string[] Lines =
    [
        "GET /bbb", "HEAD /bbb", "GET /bbb/k", "HEAD /bbb/k", "PUT /bbb/k", "DELETE /bbb/k", "GET /bbb?versions", "GET /bbb?policy",
        "PUT /bbb?versioning",
        "POST /bbb?delete", "DELETE /bbb", "GET /bbb/k?tagging",
    ];

    [Fact]
    public async Task Another_region_is_refused_without_credentials_too()
    {
        using var folder = new TemporaryFolder();
        await using var server = await DiskServer.StartAsync(folder.Path);
        await server.RunAsync([new("s3", "PUT /bbb")]);
        foreach (var line in Lines)
        {
            var (status, headers, text) = await server.AnswerAsync(new("s3", line, Region: "eu-west-1"));
            Assert.Equal((line, 400, "us-east-1"), (line, status, headers.GetValues("x-amz-bucket-region").Single()));
            if (!line.StartsWith("HEAD", StringComparison.Ordinal))
            {
                Assert.Contains("AuthorizationHeaderMalformed", text, StringComparison.Ordinal);
                Assert.Contains("<Region>us-east-1</Region>", text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(12, Lines.Length);
        Assert.Equal(200, await server.SendAsync(new("s3", "GET /bbb?location", Region: "eu-west-1")));
        Assert.Equal(200, await server.SendAsync(new("s3", "GET /bbb")));
    }
}
