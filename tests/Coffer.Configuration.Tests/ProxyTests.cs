using Coffer.Cli.Tests.NetworkTests;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>The library has the command line's way out of the process: the same variables of proxies, the same hosts without one.</summary>
public sealed class ProxyTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private static readonly string[] Names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    [Fact]
    public async Task Plain_http_to_this_machine_uses_none()
    {
        foreach (var name in Names)
        {
            using var proxy = new ConnectProxy(1);
            Assert.Equal(SealedRepository.Secrets, await LoadAsync(repository.Aws.Endpoint, name, $"http://{proxy.Authority}"));
            Assert.Equal(0, proxy.Connections);
        }
    }

    [Fact]
    public async Task Https_uses_the_one_that_is_set()
    {
        foreach (var name in Names[2..])
        {
            using var proxy = new ConnectProxy(1, _ => "403 No");
            var failure = await Assert.ThrowsAsync<CofferException>(
                () => LoadAsync(new Uri("https://s3.coffer.test"), name, $"http://{proxy.Authority}"));
            Assert.Equal(ErrorCode.Unreachable, failure.Code);
            Assert.Contains(
                $"the proxy '{proxy.Authority}' of {name} does not let through to 's3.coffer.test' (403)",
                failure.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_malformed_one_is_an_error()
    {
        var failure = await Assert.ThrowsAsync<CofferException>(
            () => LoadAsync(new Uri("https://s3.coffer.test"), "HTTPS_PROXY", "http//proxy"));
        Assert.Equal(ErrorCode.Configuration, failure.Code);
    }

    private async Task<int> LoadAsync(Uri endpoint, string name, string value)
    {
        var options = new CofferOptions();
        World.Point(repository, options);
        options.Endpoint = endpoint;
        using var access = new SecretAccess(options, variable => variable == name ? value : null);
        return (await access.Origin().ListAsync("", TestContext.Current.CancellationToken)).Count;
    }
}
