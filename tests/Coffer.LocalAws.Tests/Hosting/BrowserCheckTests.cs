using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

/// <summary>Whom the server answers: by the host that a request names, and by what a browser adds to it.</summary>
public sealed class BrowserCheckTests : ServerTest
{
    private const string KmsHeaders = "X-Amz-Target: TrentService.ListKeys\r\nContent-Type: application/x-amz-json-1.1\r\n";
    private const string QueryHeaders = "Content-Type: application/x-www-form-urlencoded\r\n";

    private static readonly (string Host, bool Served)[] Hosts =
    [
        ("127.0.0.1", true),
        ("127.0.0.1:PORT", true),
        ("127.0.0.1:1", true),
        ("127.8.9.1", true),
        ("[::1]", true),
        ("[::1]:PORT", true),
        ("localhost", true),
        ("LocalHost:PORT", true),
        ("localhost.", true),
        ("bucket.localhost:PORT", true),
        ("my.bucket.s3.eu-west-1.localhost", true),
        ("s3.localhost", true),
        ("bucket.127.0.0.1:PORT", true),
        ("my.bucket.s3.127.0.0.1", true),
        ("compose-name:PORT", true),
        ("Compose-Name", true),
        ("bucket.compose-name", true),
        ("other.example", true),
        ("", false),
        (":PORT", false),
        ("evil.example", false),
        ("evil.example:PORT", false),
        ("notlocalhost", false),
        ("localhost.evil.example", false),
        ("127.0.0.1.evil.example", false),
        ("127.0.0.1.nip.io", false),
        ("bucket.evil.example", false),
        ("compose-name.evil.example", false),
        ("notcompose-name", false),
        ("example", false),
        ("0.0.0.0", false),
        ("[::]", false),
        ("[::2]", false),
        ("128.0.0.1", false),
        ("10.0.0.1", false),
        ("bucket.10.0.0.1", false),
        ("169.254.169.254", false),
        ("192.168.0.1:PORT", false),
        ("2130706433", false),
        ("0x7f.0.0.1", false),
        ("127.1", false),
    ];

    private static readonly (string Headers, bool Served)[] Browsers =
    [
        ("", true),
        ("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n", true),
        ("Origin: https://evil.example\r\n", false),
        ("Origin: http://localhost\r\n", false),
        ("Origin: http://127.0.0.1:PORT\r\n", false),
        ("origin: null\r\n", false),
        ("Origin:\r\n", false),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", false),
        ("Sec-Fetch-Site: same-site\r\n", false),
        ("Sec-Fetch-Site: same-origin\r\n", false),
        ("Sec-Fetch-Site: Cross-Site\r\n", false),
        ("Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n", false),
    ];

    private static readonly (string Line, string Headers)[] Requests =
    [
        ("GET /", string.Empty),
        ("PUT /bucket", string.Empty),
        ("OPTIONS /bucket/key", "Access-Control-Request-Method: PUT\r\n"),
        ("POST /", KmsHeaders),
        ("POST /", QueryHeaders),
        ("GET /?Action=GetCallerIdentity&Version=2011-06-15", string.Empty),
    ];

    private protected override Options Options { get; } =
        new() { Port = 0, AnyCredentials = true, Hosts = ["Compose-name", "other.example"] };

    [Fact]
    public async Task A_host_that_is_not_of_this_machine_is_refused()
    {
        var ran = 0;
        foreach (var (host, served) in Hosts)
        {
            foreach (var (line, headers) in Requests)
            {
                Assert.Equal((host, line, served), (host, line, await IsAnsweredAsync(line, $"Host: {host}\r\n{headers}")));
                ran++;
            }
        }

        Assert.Equal(41 * 6, ran);
    }

    [Fact]
    public async Task A_web_page_is_refused()
    {
        var ran = 0;
        foreach (var (browser, served) in Browsers)
        {
            foreach (var (line, headers) in Requests)
            {
                Assert.Equal(
                    (browser, line, served), (browser, line, await IsAnsweredAsync(line, $"Host: 127.0.0.1:PORT\r\n{browser}{headers}")));
                ran++;
            }
        }

        Assert.Equal(12 * 6, ran);
    }

    [Fact]
    public async Task A_request_that_names_no_host_is_refused() =>
        Assert.Equal("403", (await SendAsync("GET / HTTP/1.0", string.Empty)).Status);

    private async Task<bool> IsAnsweredAsync(string line, string headers)
    {
        var answer = await SendAsync($"{line} HTTP/1.1", headers);
        if (answer.Status != "403")
        {
            // What is not well-formed is refused by the server below us.
            return answer.Status != "400" || answer.Text.Length > 0;
        }

        Assert.Contains("AccessDenied", answer.Text, StringComparison.Ordinal);
        Assert.Contains("coffer-local ", answer.Text, StringComparison.Ordinal);
        return false;
    }

    private async Task<RawAnswer> SendAsync(string line, string headers)
    {
        var port = Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var connection = new RawConnection();
        await connection.SendAsync(
            Endpoint, $"{line}\r\n{headers.Replace("PORT", port, StringComparison.Ordinal)}Content-Length: 0\r\n\r\n", Stop);
        return await connection.ReadAsync(Stop);
    }
}
