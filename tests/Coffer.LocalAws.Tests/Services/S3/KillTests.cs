using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Amazon.S3;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>The real process, killed while it writes: what it acknowledged is there afterwards, whole.</summary>
public sealed class KillTests
{
    private const int Rounds = 4;

    [Fact]
    public async Task Every_acknowledged_object_survives_a_kill()
    {
        var folder = Directory.CreateTempSubdirectory("coffer-kill-").FullName;
        var acknowledged = new ConcurrentDictionary<string, string>();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await RunRoundAsync(folder, round, acknowledged);
            }
            Assert.True(acknowledged.Count >= Rounds, $"only {acknowledged.Count} objects were acknowledged");
            Assert.Empty(Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunRoundAsync(string folder, int round, ConcurrentDictionary<string, string> acknowledged)
    {
        using var process = Start(folder);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(S3Server.Token);
            var endpoint = new Uri(line!.Split(' ')[^1]);
            using var client = S3Server.ClientOf(endpoint, "us-east-1");
            if (round == 0)
            {
                await client.PutBucketAsync("kill", S3Server.Token);
            }
            await VerifyAsync(client, acknowledged);
            if (round == Rounds - 1)
            {
                return;
            }
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(endpoint, $"{round}-{writer}", acknowledged)).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(700), S3Server.Token);
            process.Kill();
            await Task.WhenAll(writers);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(S3Server.Token);
        }
    }

    private static async Task WriteAsync(Uri endpoint, string name, ConcurrentDictionary<string, string> acknowledged)
    {
        using var client = S3Server.ClientOf(endpoint, "us-east-1");
        try
        {
            for (var i = 0; ; i++)
            {
                // Half of the writes replace: a kill between the new version and the end of the old one is among them.
                var (key, body) = ($"{name}/{i / 2}", new string((char)('a' + (i % 26)), 20_000) + i);
                acknowledged.TryRemove(key, out _);
                await client.PutObjectAsync(new() { BucketName = "kill", Key = key, ContentBody = body }, S3Server.Token);
                acknowledged[key] = body;
            }
        }
        catch (Exception e) when (
            e is HttpRequestException or SocketException or AmazonS3Exception or Amazon.Runtime.AmazonClientException or IOException)
        {
            // The kill: the last write may or may not be there.
        }
    }

    private static async Task VerifyAsync(AmazonS3Client client, ConcurrentDictionary<string, string> acknowledged)
    {
        foreach (var (key, body) in acknowledged)
        {
            using var get = await client.GetObjectAsync("kill", key, S3Server.Token);
            using var reader = new StreamReader(get.ResponseStream);
            Assert.Equal(body, await reader.ReadToEndAsync(S3Server.Token));
        }
    }

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "coffer-local"), ["--port", "0", "--data", folder]) { RedirectStandardOutput = true })!;
}
