using Coffer.Aws.Connections;
using Xunit;

namespace Coffer.Aws.Tests.Connections;

public sealed class ProxySettingsTests
{
    private const string Proxy = "http://proxy.example:3128";

    /// <summary>What <c>no_proxy</c> says, a server, and whether it is reached without the proxy.</summary>
    public static TheoryData<string, string, bool> Bypasses => new()
    {
        { "", "https://kms.eu-west-1.amazonaws.com", false },
        { "*", "https://kms.eu-west-1.amazonaws.com", true },
        { "other.example, *", "https://kms.eu-west-1.amazonaws.com", true },
        { "amazonaws.com", "https://kms.eu-west-1.amazonaws.com", true },
        { "amazonaws.com", "https://amazonaws.com", true },
        { "amazonaws.com", "https://notamazonaws.com", false },
        { "amazonaws.com", "https://amazonaws.com.example", false },
        { "AmazonAWS.com.", "https://kms.eu-west-1.amazonaws.com", true },
        { "amazonaws.com", "https://KMS.eu-west-1.AMAZONAWS.com.", true },
        { ".amazonaws.com", "https://kms.eu-west-1.amazonaws.com", true },
        { ".amazonaws.com", "https://amazonaws.com", false },
        { "*.amazonaws.com", "https://kms.eu-west-1.amazonaws.com", true },
        { "*.amazonaws.com", "https://amazonaws.com", false },
        { "kms.*.amazonaws.com", "https://kms.eu-west-1.amazonaws.com", false },
        { "a.example b.example", "https://b.example", true },
        { "a.example,,\tb.example ", "https://b.example", true },
        { "kms.example:443", "https://kms.example", true },
        { "kms.example:8443", "https://kms.example", false },
        { "kms.example:8443", "https://kms.example:8443", true },
        { "kms.example", "https://kms.example:8443", true },
        { ".example:8443", "https://kms.example:8443", true },
        { "kms.example:https", "https://kms.example", false },
        { "kms.example:", "https://kms.example", false },
        { "10.1.2.3", "https://10.1.2.3", true },
        { "10.1.2.3", "https://10.1.2.30", false },
        { "10.1.2.3:443", "https://10.1.2.3", true },
        { "10.1.2.3:80", "https://10.1.2.3", false },
        { "1.2.3", "https://10.1.2.3", false },
        { "10.0.0.0/8", "https://10.1.2.3", true },
        { "10.1.2.3/8", "https://10.200.0.1", true },
        { "10.0.0.0/8", "https://11.1.2.3", false },
        { "10.0.0.0/8", "https://ten.example", false },
        { "0.0.0.0/0", "https://8.8.8.8", true },
        { "10.0.0.0/33", "https://10.1.2.3", false },
        { "10.0.0.0/", "https://10.1.2.3", false },
        { "/8", "https://10.1.2.3", false },
        { "2001:db8::1", "https://[2001:db8::1]", true },
        { "2001:db8::1", "https://[2001:db8::2]", false },
        { "[2001:db8::1]", "https://[2001:db8:0::1]", true },
        { "[2001:db8::1]:443", "https://[2001:db8::1]", true },
        { "[2001:db8::1]:80", "https://[2001:db8::1]", false },
        { "2001:db8::/32", "https://[2001:db8:1::1]", true },
        { "2001:db8::/32", "https://[2001:db9::1]", false },
        { "2001:db8::/32", "https://10.1.2.3", false },
        { "10.1.2.3", "https://[::ffff:10.1.2.3]", true },
        { "10.0.0.0/8", "https://[::ffff:10.1.2.3]", true },
    };

    /// <summary>Servers that no proxy is asked for, whatever the variables say, and some that one is.</summary>
    public static TheoryData<string, bool> Servers => new()
    {
        { "https://kms.eu-west-1.amazonaws.com", true },
        { "http://kms.eu-west-1.amazonaws.com", false },
        { "http://10.9.9.9", false },
        { "https://10.9.9.9", true },
        { "https://localhost", false },
        { "https://LOCALHOST.:4566", false },
        { "https://s3.localhost", false },
        { "https://localhost.example", true },
        { "https://127.0.0.1", false },
        { "https://127.9.9.9", false },
        { "https://127.0.0.1.example", true },
        { "https://0x7f000001", false },
        { "https://0.0.0.0", false },
        { "https://[::1]", false },
        { "https://[::]", false },
        { "https://[::ffff:127.0.0.1]", false },
        { "https://169.254.169.254", false },
        { "https://169.254.170.2", false },
        { "https://169.253.0.1", true },
        { "https://[::ffff:169.254.169.254]", false },
        { "https://[fe80::1]", false },
        { "https://[fe80::1%251]", false },
        { "https://[fec0::1]", true },
        { "https://[fd00:ec2::254]", false },
        { "https://[fd00:ec2::23]", false },
        { "https://[fd00:ec3::23]", true },
    };

    public static TheoryData<string, string> Written => new()
    {
        { "proxy.example", "http://proxy.example/" },
        { "proxy.example:3128", "http://proxy.example:3128/" },
        { " http://proxy.example:3128/ ", "http://proxy.example:3128/" },
        { "HTTPS://proxy.example", "https://proxy.example/" },
        { "socks5h://proxy.example", "socks5://proxy.example:1080/" },
        { "socks4a://proxy.example:1", "socks4a://proxy.example:1/" },
        { "http://[2001:db8::1]:3128", "http://[2001:db8::1]:3128/" },
        { "http://user:secret@proxy.example:3128", "http://proxy.example:3128/" },
        { "user:secret@proxy.example:3128", "http://proxy.example:3128/" },
    };

    [Theory]
    [MemberData(nameof(Bypasses))]
    public void No_proxy_names(string list, string server, bool direct)
    {
        Assert.Equal(46, Bypasses.Count);
        Assert.Equal(direct, Of(("https_proxy", Proxy), ("no_proxy", list)).IsBypassed(new Uri(server)));
        Assert.Equal(direct, Of(("HTTPS_PROXY", Proxy), ("NO_PROXY", list)).IsBypassed(new Uri(server)));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_proxy_is_asked_for_https_far_away(string server, bool proxied)
    {
        Assert.Equal(26, Servers.Count);
        foreach (var name in new[] { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" })
        {
            Assert.Equal(proxied ? new Uri(Proxy) : null, Of((name, Proxy)).ProxyOf(new Uri(server)));
        }

        Assert.Null(Of(("http_proxy", Proxy), ("HTTP_PROXY", Proxy)).ProxyOf(new Uri(server)));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void A_proxy_is_written_as(string value, string address)
    {
        Assert.Equal(9, Written.Count);
        var proxy = Of(("https_proxy", value)).ProxyOf(new Uri("https://kms.eu-west-1.amazonaws.com"));
        Assert.Equal(new Uri(address), proxy);
        Assert.Equal("", proxy!.UserInfo);
    }

    [Fact]
    public void Of_two_variables_the_earlier_wins()
    {
        string[] order = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
        var pairs = order.SelectMany((first, at) => order.Skip(at + 1).Select(second => (first, second))).ToList();
        Assert.Equal(6, pairs.Count);
        foreach (var (first, second) in pairs)
        {
            var settings = Of((second, "http://other.example"), (first, Proxy));
            Assert.Equal(new Uri(Proxy), settings.ProxyOf(new Uri("https://kms.eu-west-1.amazonaws.com")));
            Assert.Contains(first, settings.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_lower_case_no_proxy_goes_first_and_an_empty_one_is_unset()
    {
        var server = new Uri("https://kms.eu-west-1.amazonaws.com");
        Assert.True(Of(("https_proxy", Proxy), ("no_proxy", "*"), ("NO_PROXY", "other.example")).IsBypassed(server));
        Assert.True(Of(("https_proxy", Proxy), ("no_proxy", ""), ("NO_PROXY", "*")).IsBypassed(server));
        Assert.True(Of(("https_proxy", "  ")).IsBypassed(server));
    }

    private static ProxySettings Of(params (string Name, string Value)[] variables) =>
        ProxySettings.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
