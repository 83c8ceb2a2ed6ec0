using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>What is sent unencrypted reaches the server that it is for, and nobody else.</summary>
public sealed class PlainHttpTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private static readonly string[] ProxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    public static TheoryData<string> Clients => [.. NetworkClient.All.Select(client => client.Name)];

    public static TheoryData<string, int> Redirects =>
        new(NetworkClient.All.SelectMany(client => new[] { 301, 302, 303, 307, 308 }.Select(status => (client.Name, status))));

    [NativeTheory]
    [MemberData(nameof(Clients))]
    public async Task No_proxy_sees_it(string name)
    {
        Assert.Equal(13, Clients.Count);
        foreach (var variable in ProxyVariables)
        {
            using var server = new StandIn(_ => new(403, ""));
            using var proxy = new ConnectProxy(1);
            await NetworkClient.Named(name).RunAsync(world, server.Url, (variable, "http://" + proxy.Authority));
            Assert.True(proxy.Connections == 0, $"{name} went through the proxy of {variable}");
            Assert.NotEmpty(server.Requests);
        }
    }

    /// <summary>A resolver that is asked for this name, as it is with a dot behind it, could send plaintext to another machine.</summary>
    [NativeTheory]
    [InlineData("localhost")]
    [InlineData("localhost.")]
    [InlineData("LOCALHOST.")]
    public async Task No_resolver_says_where_localhost_is(string host)
    {
        foreach (var name in Clients.Select(row => row.Data))
        {
            using var server = new StandIn(_ => new(403, ""));
            await NetworkClient.Named(name).RunAsync(world, $"http://{host}:{server.Port}");
            Assert.False(server.Requests.IsEmpty, $"{name} asked for '{host}' elsewhere");
        }
    }

    /// <summary>An answer may not choose who gets the credentials, or the plaintext.</summary>
    [NativeTheory]
    [MemberData(nameof(Redirects))]
    public async Task No_redirect_is_followed(string name, int status)
    {
        Assert.Equal(65, Redirects.Count);
        using var other = new StandIn(_ => new(403, ""));
        using var server = new StandIn(
            request => new(status, "") { Headers = new Dictionary<string, string> { ["Location"] = other.Url + request.Path } });
        var result = await NetworkClient.Named(name).RunAsync(world, server.Url);
        Assert.NotEmpty(server.Requests);
        Assert.Empty(other.Requests);
        Assert.True(result.ExitCode is 69 or 78, $"{name} ended with {result.ExitCode}: {result.StderrText}");
    }
}
