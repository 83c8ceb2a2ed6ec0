using System.Collections.Concurrent;
using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Whatever a server answers, the program ends, says that it was no AWS, and takes no memory for it.</summary>
public sealed class HostileAnswerTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const long MostMore = 32 << 20;

    // Most of a run is waiting between two attempts.
    private const int AtOnce = 16;

    private static readonly string[] Clients = [
        "kms decrypt", "s3 list", "s3 get", "s3 start", "sts role", "web identity", "sso", "sso renewal", "container", "metadata"];

    private readonly ConcurrentDictionary<string, Lazy<Task<long>>> usual = new();

    [NativeFact]
    public async Task Each_client_ends_within_its_memory()
    {
        (string Client, string Kind)[] runs = [.. HostileServer.Kinds.SelectMany(_ => Clients, (kind, client) => (client, kind))];
        Assert.Equal(260, runs.Length);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (run, _) =>
            {
                if (await WrongAsync(run.Client, run.Kind) is { } text)
                {
                    wrong.Add($"{run.Client}, {run.Kind}: {text}");
                }
            });
        Assert.Equal([], wrong);
    }

    private async Task<string?> WrongAsync(string name, string kind)
    {
        var client = NetworkClient.Named(name);
        var most = MostMore + await usual.GetOrAdd(name, _ => new(async () => await UsualAsync(client))).Value;
        using var server = new HostileServer(kind);
        var result = await client.RunAsync(world, server.Url);

        // An object may be any bytes: such as are no ciphertext are malformed.
        return server.Connections == 0 ? "it asked nobody"
            : !(result.ExitCode is 69 or 75 or 78 || (result.ExitCode == 65 && name == "s3 get"))
                ? $"it ended with {result.ExitCode}: {result.StderrText}"
            : result.MostMemory > most ? $"it took {result.MostMemory >> 20} MiB, and may take {most >> 20}"
            : null;
    }

    private async Task<long> UsualAsync(NetworkClient client)
    {
        using var server = new StandIn(_ => new(403, ""));
        var result = await client.RunAsync(world, server.Url);
        return result.MostMemory;
    }
}
