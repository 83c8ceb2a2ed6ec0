using System.Diagnostics;
using Coffer.Aws.Tests.Calls;
using Xunit;

namespace Coffer.Aws.Tests.Connections;

/// <summary>No request carries what a server left with the one before, or what the application is at.</summary>
public sealed class StrayHeaderTests
{
    private const int Calls = 11;

    private static readonly string[] Stray = ["Cookie", "traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_request_has_a_cookie_or_an_activity(bool bySdk)
    {
        using var activity = new Activity("of the application").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("a", "b").Start();
        using var server = new CountedServer(
            static (_, good) => good with { Headers = new Dictionary<string, string>(good.Headers) { ["Set-Cookie"] = "a=b; Path=/" } },
            bySdk);
        foreach (var call in CountedServer.Calls)
        {
            await server.CallAsync(call, TestContext.Current.CancellationToken);
        }

        Assert.Same(activity, Activity.Current);
        Assert.Equal(Calls, server.Asked.Count);
        Assert.All(server.Asked, static request => Assert.DoesNotContain(Stray, request.Headers.ContainsKey));
    }
}
