using System.Collections.Concurrent;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>A key that is there is found, whatever is written to it meanwhile.</summary>
public sealed class RaceTests(S3Server server) : IClassFixture<S3Server>
{
    private const int Reads = 2400;

    [Fact]
    public async Task A_key_that_is_overwritten_is_always_there()
    {
        foreach (var versioning in (string?[])[null, "Suspended"])
        {
            var bucket = await server.BucketAsync();
            if (versioning is not null)
            {
                var document = $"<VersioningConfiguration><Status>{versioning}</Status></VersioningConfiguration>";
                Assert.Equal(
                    200,
                    (await server.SendAsync(
                        HttpMethod.Put, $"/{bucket}?versioning", null, System.Text.Encoding.UTF8.GetBytes(document))).Status);
            }

            var path = $"/{bucket}/key";
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, path, null, new byte[200])).Status);
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 3).Select(i => Task.Run(() => OverwriteAsync(path, (byte)i, stop.Token))).ToArray();
            var wrong = new ConcurrentBag<string>();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAsync(bucket, wrong))));
            await stop.CancelAsync();
            var written = await Task.WhenAll(writers);
            Assert.Empty(wrong);
            Assert.True(written.Sum() >= 20, $"only {written.Sum()} writes");
        }
    }

    private async Task<int> OverwriteAsync(string path, byte content, CancellationToken stop)
    {
        var body = new byte[200];
        Array.Fill(body, content);
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, path, null, body)).Status);
            count++;
        }

        return count;
    }

    private async Task ReadAsync(string bucket, ConcurrentBag<string> wrong)
    {
        const string Tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
        for (var i = 0; i < Reads / 8; i++)
        {
            var get = await server.SendAsync(HttpMethod.Get, $"/{bucket}/key");
            var copy = await server.SendAsync(HttpMethod.Put, $"/{bucket}/copy", new() { ["x-amz-copy-source"] = $"/{bucket}/key" });
            var md5 = Convert.ToBase64String(Md5(Tags));
            var tag = await server.SendAsync(
                HttpMethod.Put, $"/{bucket}/key?tagging", new() { ["content-md5"] = md5 }, System.Text.Encoding.UTF8.GetBytes(Tags));
            foreach (var (what, answer) in (IEnumerable<(string, Answer)>)[("get", get), ("copy", copy), ("tag", tag)])
            {
                if (answer.Status != 200)
                {
                    wrong.Add($"{what} {answer.Status}");
                }
            }

            if (get.Text.Distinct().Count() > 1)
            {
                wrong.Add("a body of two writes");
            }
        }
    }

#pragma warning disable CA5351 // the header is defined so
    private static byte[] Md5(string text) => System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
}
