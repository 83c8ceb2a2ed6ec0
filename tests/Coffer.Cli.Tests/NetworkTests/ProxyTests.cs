using System.Text;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.CredentialTests;
using Coffer.Cli.Tests.Processes;
using Coffer.Cli.Tests.TlsTests;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>https by a proxy: the tunnel is made as the variables say, and a proxy that makes none is named.</summary>
public sealed class ProxyTests : IClassFixture<CredentialWorld>, IDisposable
{
    private const string Host = "kms.coffer.test";

    private readonly CredentialWorld world;
    private readonly string authority = Path.GetTempFileName();
    private readonly StandIn kms;

    public ProxyTests(CredentialWorld world)
    {
        this.world = world;
        using var root = TestCertificates.Authority("Root");
        File.WriteAllText(authority, root.ExportCertificatePem());
        kms = new StandIn(_ => new(200,
            $$"""{"KeyId":"arn:aws:kms:us-east-1:000000000000:"""
            + $$"""key/k","Plaintext":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(CredentialWorld.Value))}}"}"""),
            TestCertificates.Server(root, Host));
    }

    private string Url => $"https://{Host}:{kms.Port}";

    [NativeTheory]
    [InlineData("https_proxy")]
    [InlineData("HTTPS_PROXY")]
    [InlineData("all_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task It_goes_through_the_proxy_of(string variable)
    {
        using var proxy = new ConnectProxy(kms.Port);
        CredentialWorld.AssertOpened(await GetAsync((variable, $"http://{proxy.Authority}")));
        var head = Assert.Single(proxy.Heads);
        Assert.StartsWith($"CONNECT {Host}:{kms.Port} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS4", head, StringComparison.Ordinal);
        Assert.Single(kms.Requests);
    }

    [NativeTheory]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("HTTP://127.0.0.1")]
    public async Task A_proxy_may_be_written_as(string start)
    {
        using var proxy = new ConnectProxy(kms.Port);
        CredentialWorld.AssertOpened(await GetAsync(("HTTPS_PROXY", start + proxy.Authority["127.0.0.1".Length..])));
        Assert.Single(proxy.Heads);
    }

    [NativeFact]
    public async Task Lower_case_goes_before_upper_case_and_https_before_all()
    {
        using var proxy = new ConnectProxy(kms.Port);
        using var other = new ConnectProxy(kms.Port);
        var mine = $"http://{proxy.Authority}";
        var others = $"http://{other.Authority}";
        CredentialWorld.AssertOpened(
            await GetAsync(("https_proxy", mine), ("HTTPS_PROXY", others), ("all_proxy", others), ("ALL_PROXY", others)));
        CredentialWorld.AssertOpened(await GetAsync(("HTTPS_PROXY", mine), ("all_proxy", others)));
        CredentialWorld.AssertOpened(await GetAsync(("https_proxy", ""), ("all_proxy", mine), ("ALL_PROXY", others)));
        Assert.Equal((3, 0), (proxy.Connections, other.Connections));
    }

    [NativeFact]
    public async Task A_user_and_a_password_are_sent_when_the_proxy_asks()
    {
        var wanted = $"Proxy-Authorization: Basic {Convert.ToBase64String("anna:p@ss/word"u8)}";
        using var proxy = new ConnectProxy(
            kms.Port,
            head => head.Contains(wanted, StringComparison.Ordinal) ? "200 OK" : "407 Who\r\nProxy-Authenticate: Basic realm=\"p\"");
        CredentialWorld.AssertOpened(await GetAsync(("https_proxy", $"http://anna:p%40ss%2Fword@{proxy.Authority}")));
    }

    [NativeTheory]
    [InlineData("no_proxy", Host)]
    [InlineData("NO_PROXY", "coffer.test")]
    [InlineData("NO_PROXY", "*")]
    public async Task It_goes_directly_where_no_proxy_names_the_host(string variable, string value)
    {
        using var proxy = new ConnectProxy(kms.Port);
        var result = await GetAsync(("HTTPS_PROXY", $"http://{proxy.Authority}"), (variable, value));
        Assert.Equal(69, result.ExitCode);
        Assert.Contains("kms:Decrypt cannot be reached (its name is not known)", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(0, proxy.Connections);
    }

    /// <summary>An agent by https, at a name that no list of exceptions has.</summary>
    [NativeTheory]
    [InlineData("container")]
    [InlineData("metadata")]
    public async Task Agents_are_asked_directly(string client)
    {
        foreach (var variable in new[] { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" })
        {
            using var proxy = new ConnectProxy(kms.Port);
            var result = await NetworkClient.Named(client).RunAsync(
                world, Url, ("AWS_CA_BUNDLE", authority), (variable, $"http://{proxy.Authority}"));
            world.AssertRefused(69, result, $"{Host}:{kms.Port} cannot be reached (its name is not known)");
            Assert.Equal(0, proxy.Connections);
        }
    }

    [NativeTheory]
    [InlineData("407 Who\r\nProxy-Authenticate: Basic realm=\"p\"", "wants a user and a password (407)")]
    [InlineData("407 Who\r\nProxy-Authenticate: Negotiate", "wants a user and a password (407)")]
    [InlineData("403 No", $"does not let through to '{Host}' (403)")]
    [InlineData("405 What", "answered 405")]
    [InlineData("302 There\r\nLocation: https://example.com/", "answered 302")]
    public async Task A_proxy_that_refuses_is_named_after_one_attempt(string answer, string said)
    {
        using var proxy = new ConnectProxy(kms.Port, _ => answer);
        AssertNamed(await GetAsync(("https_proxy", $"http://{proxy.Authority}")), proxy.Authority, Regex.Escape(said));
        Assert.Single(proxy.Heads);
        Assert.Empty(kms.Requests);
    }

    public static TheoryData<string, string, string> Servers => new()
    {
        { "sts role", "us-east-1", "sts.us-east-1.amazonaws.com" },
        { "sts role", "cn-north-1", "sts.cn-north-1.amazonaws.com.cn" },
        { "web identity", "eu-central-1", "sts.eu-central-1.amazonaws.com" },
        { "sso", "us-east-1", "portal.sso.us-east-1.amazonaws.com" },
        { "sso", "cn-north-1", "portal.sso.cn-north-1.amazonaws.com.cn" },
        { "sso renewal", "us-east-1", "oidc.us-east-1.amazonaws.com" },
        { "sso renewal", "cn-north-1", "oidc.cn-north-1.amazonaws.com.cn" },
    };

    [NativeTheory]
    [MemberData(nameof(Servers))]
    public async Task Without_an_endpoint_the_server_is_that_of_the_region(string client, string region, string host)
    {
        Assert.Equal(7, Servers.Count);
        using var proxy = new ConnectProxy(kms.Port, _ => "403 No");
        var named = NetworkClient.Named(client);
        var variables = new Dictionary<string, string>(named.Variables(""))
        {
            ["AWS_ENDPOINT_URL"] = "",
            ["AWS_REGION"] = region,
            ["https_proxy"] = $"http://{proxy.Authority}",
        };
        var home = named.Home.ToDictionary(
            file => file.Key, file => file.Value.Replace("us-east-1", region, StringComparison.Ordinal));
        var result = await world.RunAsync(named.Arguments, variables, home, named.Stdin);
        world.AssertRefused(69, result, $"does not let through to '{host}' (403)");
        Assert.StartsWith($"CONNECT {host}:443 HTTP/1.1\r\n", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task A_wrong_password_is_told_and_not_shown()
    {
        using var proxy = new ConnectProxy(kms.Port, _ => "407 Who\r\nProxy-Authenticate: Basic realm=\"p\"");
        var result = await GetAsync(("https_proxy", $"http://anna:canary@{proxy.Authority}"));
        AssertNamed(result, proxy.Authority, Regex.Escape("does not take the user and the password (407)"));
        Assert.DoesNotContain("canary", result.StderrText, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", result.StderrText, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task A_proxy_that_is_not_there_is_named()
    {
        AssertNamed(await GetAsync(("https_proxy", "http://127.0.0.1:1")), "127.0.0.1:1", @"cannot be reached \(connection refused\)");
        AssertNamed(
            await GetAsync(("https_proxy", "http://proxy.invalid:3128")),
            "proxy.invalid:3128",
            @"cannot be reached \((its name is not known|the resolver does not answer)\)");
    }

    [NativeFact]
    public async Task A_proxy_that_fails_once_is_asked_again()
    {
        var asked = 0;
        using var proxy = new ConnectProxy(kms.Port, _ => Interlocked.Increment(ref asked) == 1 ? "502 Later" : "200 OK");
        CredentialWorld.AssertOpened(await GetAsync(("https_proxy", $"http://{proxy.Authority}")));
        Assert.Equal(2, asked);
    }

    [NativeTheory]
    [InlineData("http//proxy:3128")]
    [InlineData("http://:3128")]
    [InlineData("http://proxy:99999")]
    [InlineData("http://proxy:port")]
    [InlineData("ftp://proxy:21")]
    [InlineData("http://proxy:3128/path")]
    [InlineData("http://anna:can#ary@proxy:3128")]
    [InlineData("http://two words:3128")]
    public async Task A_malformed_one_is_an_error(string value)
    {
        foreach (var variable in new[] { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" })
        {
            var result = await GetAsync((variable, value));
            Assert.Equal(78, result.ExitCode);
            Assert.StartsWith(
                $"coffer: error: {variable} is not the URL of a proxy\ncoffer: hint: ", result.StderrText, StringComparison.Ordinal);
            Assert.DoesNotContain("ary@", result.StderrText, StringComparison.Ordinal);
        }

        Assert.Empty(kms.Requests);
    }

    public void Dispose()
    {
        kms.Dispose();
        File.Delete(authority);
    }

    private static void AssertNamed(ProcessResult result, string proxy, string said)
    {
        Assert.Equal(69, result.ExitCode);
        Assert.Matches(
            $@"\Acoffer: error: 'staging/api/x' cannot be opened: kms:Decrypt: the proxy '{Regex.Escape(proxy)}' of https_proxy {said}"
                + @"(: \d+ times within \d+ seconds)?\ncoffer: hint: ",
            CredentialWorld.WithoutWaiting(result.StderrText));
    }

    private Task<ProcessResult> GetAsync(params (string Name, string Value)[] more) =>
        NetworkClient.Named("kms decrypt").RunAsync(world, Url, [("AWS_CA_BUNDLE", authority), .. more]);
}
