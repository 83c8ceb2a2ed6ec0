using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Whatever a server answers, the program ends, says that it was no AWS, and takes no memory for it.</summary>
public sealed class HostileAnswerTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const long MostMore = 32 << 20;

    private static readonly string[] Clients = ["kms decrypt", "s3 list", "s3 get", "s3 start", "sts role", "web identity", "sso", "sso renewal", "container", "metadata"];

    public static TheoryData<string> Kinds => [.. HostileServer.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_ends_within_its_memory(string kind)
    {
        Assert.Equal(19, Kinds.Count);
        await Task.WhenAll(Clients.Select(name => TryAsync(name, kind)));
    }

    private async Task TryAsync(string name, string kind)
    {
        NetworkClient client = NetworkClient.Named(name);
        using var usual = new StandIn(_ => new(403, ""));
        ProcessResult normal = await client.RunAsync(world, usual.Url);
        using var server = new HostileServer(kind);
        ProcessResult result = await client.RunAsync(world, server.Url);
        Assert.True(server.Requests > 0, $"{name} asked nobody");
        Assert.True(result.ExitCode is 69 or 75 or 78, $"{name} ended with {result.ExitCode}: {result.StderrText}");
        Assert.True(
            result.MostMemory <= normal.MostMemory + MostMore,
            $"{name} took {result.MostMemory >> 20} MiB, and {normal.MostMemory >> 20} MiB at a normal start");
    }
}
