using System.Collections.Concurrent;
using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Whatever a server answers, the program ends, says that it was no AWS, and takes no memory for it.</summary>
public sealed class HostileAnswerTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const long MostMore = 32 << 20;

    private static readonly ConcurrentDictionary<string, Lazy<Task<long>>> Usual = new();
    private static readonly SemaphoreSlim Turn = new(4);

    private static readonly string[] Clients = [
        "kms decrypt", "s3 list", "s3 get", "s3 start", "sts role", "web identity", "sso", "sso renewal", "container", "metadata"];

    public static TheoryData<string> Kinds => [.. HostileServer.Kinds];

    [NativeTheory]
    [MemberData(nameof(Kinds))]
    public async Task It_ends_within_its_memory(string kind)
    {
        Assert.Equal(26, Kinds.Count);
        await Task.WhenAll(Clients.Select(name => TryAsync(name, kind)));
    }

    private async Task TryAsync(string name, string kind)
    {
        await Turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var client = NetworkClient.Named(name);
            var usual = await Usual.GetOrAdd(name, _ => new(async () => await UsualAsync(client))).Value;
            using var server = new HostileServer(kind);
            var result = await client.RunAsync(world, server.Url);
            Assert.True(server.Connections > 0, $"{name} asked nobody");

            // An object may be any bytes: such as are no ciphertext are malformed.
            Assert.True(
                result.ExitCode is 69 or 75 or 78 || (result.ExitCode == 65 && name == "s3 get"),
                $"{name} ended with {result.ExitCode}: {result.StderrText}");
            Assert.True(
                result.MostMemory <= usual + MostMore,
                $"{name} took {result.MostMemory >> 20} MiB, and {usual >> 20} MiB at a usual failure");
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<long> UsualAsync(NetworkClient client)
    {
        using var server = new StandIn(_ => new(403, ""));
        var result = await client.RunAsync(world, server.Url);
        return result.MostMemory;
    }
}
