using Coffer.Cli.Tests.Processes;
using Coffer.Core.UseCases.Loading;
using Xunit;

namespace Coffer.Aws.Tests.Calls;

/// <summary>One attempt of ours is one request at the server, and one in the metric, however a connection ends.</summary>
public sealed class OneRequestTests
{
    private const int Calls = 11;

    private static readonly string[] Ways =
    [
        "closed without answer", "reset without answer", "cut in head", "reset in head", "cut in body", "reset in body", "stalled",
        "status 500",
    ];

    public static TheoryData<string> AllWays => [.. Ways];

    /// <summary>Each call on a new connection and on one that was kept; all at once, as each waits for its own server.</summary>
    [Theory]
    [MemberData(nameof(AllWays))]
    public async Task An_attempt_is_a_request(string way)
    {
        Assert.Equal(Calls, CountedServer.Calls.Count);
        var wrong = await Task.WhenAll(CountedServer.Calls.SelectMany(call => new[] { false, true }.Select(
            isKept => CountAsync(call, way, isKept))));
        Assert.Equal(2 * Calls, wrong.Length);
        Assert.All(wrong, static difference => Assert.Equal("", difference));
    }

    private static async Task<string> CountAsync(string call, string way, bool isKept)
    {
        // A stalled attempt takes its whole time.
        var spoilt = way == "stalled" ? 1 : 4;
        var calls = isKept ? 2 : 1;
        using var server = new CountedServer((number, good) => number >= calls && number < calls + spoilt ? Spoilt(way, good) : null);
        using var patience = new Patience(null);
        var failures = await TimeLimit.RunAsync(
            async end =>
            {
                for (var time = 0; time < calls; time++)
                {
                    await server.CallAsync(call, end);
                }

                return patience.Failures;
            },
            TimeSpan.FromMinutes(2),
            TestContext.Current.CancellationToken,
            patience: patience);
        var metric = call.StartsWith("kms", StringComparison.Ordinal) ? spoilt + calls : 0;
        return (failures, server.Requests, server.KmsAttempts) == (spoilt, spoilt + calls, metric)
            ? ""
            : $"{call} ({(isKept ? "kept" : "new")}): {failures} failures, {server.Requests} requests, {server.KmsAttempts} in the metric";
    }

    private static StandInAnswer Spoilt(string way, StandInAnswer good) => way switch
    {
        "closed without answer" => good with { HeadBrokenAfter = 0 },
        "reset without answer" => good with { IsNoAnswer = true },
        "cut in head" => good with { HeadBrokenAfter = 20 },
        "reset in head" => good with { HeadBrokenAfter = 20, IsReset = true },
        "cut in body" when good.Body.Length > 0 => good with { BrokenAfter = good.Body.Length / 2 },
        "reset in body" when good.Body.Length > 0 => good with { BrokenAfter = good.Body.Length / 2, IsReset = true },
        "cut in body" or "reset in body" => good with { HeadBrokenAfter = 20 },
        "stalled" => StandInAnswer.Silence,
        "status 500" => new StandInAnswer(500, "{}"),
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };
}
