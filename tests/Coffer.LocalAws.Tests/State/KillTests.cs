using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.State;

/// <summary>kill -9 while clients write: what was answered is there afterwards.</summary>
public sealed class KillTests
{
    private const int Rounds = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        using var folder = new TemporaryFolder();
        var sealedBlobs = new List<(string Alias, byte[] Blob)>();
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
            await CheckAsync(server, sealedBlobs);
            var first = new TaskCompletionSource();
            var writing = WriteUntilItDiesAsync(server.Endpoint, round, sealedBlobs, first);

            // Never before the first answer, however slow the machine: a round without a write would prove nothing.
            await first.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
            await Task.Delay(RandomNumberGenerator.GetInt32(0, 300), Stop);
            await server.KillAsync();
            await writing;
        }

        using var last = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
        await CheckAsync(last, sealedBlobs);
        Assert.True(sealedBlobs.Count >= Rounds, $"only {sealedBlobs.Count} writes in {Rounds} rounds");
        Assert.Empty(Directory.EnumerateFiles(folder.Path, ".*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Sessions_survive_too()
    {
        using var folder = new TemporaryFolder();
        AWSCredentials session;
        using (var first = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path))
        {
            using var sts = Clients.Sts(first.Endpoint);
            session = (await sts.AssumeRoleAsync(
                new AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/task", RoleSessionName = "one" }, Stop)).Credentials;
            await first.KillAsync();
        }

        using var second = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
        using var again = Clients.Sts(second.Endpoint, session);
        Assert.EndsWith(
            "assumed-role/task/one",
            (await again.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop)).Arn,
            StringComparison.Ordinal);
    }

    private static async Task WriteUntilItDiesAsync(
        Uri endpoint, int round, List<(string Alias, byte[] Blob)> acknowledged, TaskCompletionSource first)
    {
        using var kms = Clients.Kms(endpoint);
        try
        {
            for (var i = 0; ; i++)
            {
                var alias = $"alias/round-{round}/{i}";
                var key = (await kms.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata.KeyId;
                await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = alias, TargetKeyId = key }, Stop);
                var blob = await kms.EncryptAsync(
                    new EncryptRequest { KeyId = alias, Plaintext = new MemoryStream("x"u8.ToArray()) }, Stop);
                acknowledged.Add((alias, blob.CiphertextBlob.ToArray()));
                first.TrySetResult();
            }
        }
        catch (Exception e) when (
            e is HttpRequestException or SocketException or AmazonClientException or IOException or TaskCanceledException)
        {
            // It died, as it was meant to.
        }
    }

    private static async Task CheckAsync(ServerProcess server, List<(string Alias, byte[] Blob)> acknowledged)
    {
        using var kms = Clients.Kms(server.Endpoint);
        foreach (var (alias, blob) in acknowledged)
        {
            var answer = await kms.DecryptAsync(new DecryptRequest { KeyId = alias, CiphertextBlob = new MemoryStream(blob) }, Stop);
            Assert.Equal("x"u8.ToArray(), answer.Plaintext.ToArray());
        }
    }
}
