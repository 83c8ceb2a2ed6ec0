using System.Globalization;
using System.Text;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

/// <summary>
/// What follows a request on its connection is answered as if it were alone. A client that expects a 100 and gets its final answer
/// does not send its body, as RFC 9110 section 10.1.1 lets it.
/// </summary>
public sealed class ExpectTests : ServerTest
{
    private static readonly (string Line, string Headers, string Body, string Status)[] Requests =
    [
        ("PUT /bucket/key", Expecting, "12345", "200"),
        ("PUT /bucket/key", "", "12345", "200"),
        ("PUT /bucket/empty", Expecting, "", "200"),
        ("PUT /bucket/empty", "", "", "200"),
        ("PUT /missing/key", Expecting, "12345", "404"),
        ("PUT /missing/key", "", "12345", "404"),
        ("PUT /missing/key", Expecting, "", "404"),
        ("PUT /bucket/key", Expecting + "x-amz-storage-class: NONE\r\n", "12345", "400"),
        ("PUT /bucket/key", Expecting + "If-None-Match: x\r\n", "12345", "501"),
        ("PUT /bucket/key", Expecting + "Origin: https://evil.example\r\n", "12345", "403"),
        ("PUT /bucket/key?acl", Expecting, "12345", "501"),
        ("PUT /bucket/key", Expecting + "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==\r\n", "12345", "400"),
        ("POST /bucket?delete", Expecting, "<Delete/>", "400"),
        ("GET /bucket/key", "", "", "200"),
        ("HEAD /bucket/absent", "", "", "404"),
        ("DELETE /bucket/absent", Expecting, "12345", "204"),
        ("POST /", Expecting + Json + "X-Amz-Target: TrentService.ListKeys\r\n", "{}", "200"),
        ("POST /", Expecting + Json + "X-Amz-Target: TrentService.Nothing\r\n", "{}", "400"),
        ("POST /", Expecting + Json + "X-Amz-Target: TrentService.ListKeys\r\nOrigin: null\r\n", "{}", "403"),
    ];

    private const string Expecting = "Expect: 100-continue\r\n";
    private const string Json = "Content-Type: application/x-amz-json-1.1\r\n";

    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true, Buckets = ["bucket"] };

    [Fact]
    public async Task Every_request_may_follow_every_other()
    {
        var ran = 0;
        foreach (var first in Requests)
        {
            foreach (var second in Requests)
            {
                using var client = new PatientClient(Endpoint);
                Assert.Equal((first, "200"), (first, await client.SendAsync("PUT /bucket/key", Expecting, "12345", Stop)));
                Assert.Equal((first, first.Status), (first, await client.SendAsync(first.Line, first.Headers, first.Body, Stop)));
                Assert.Equal(
                    (first, second, second.Status),
                    (first, second, await client.SendAsync(second.Line, second.Headers, second.Body, Stop)));
                ran++;
            }
        }

        Assert.Equal(19 * 19, ran);
    }

    /// <summary>Sends a body only after a 100, and keeps its connection as long as the server does.</summary>
    private sealed class PatientClient(Uri endpoint) : IDisposable
    {
        private RawConnection? connection;

        public void Dispose() => connection?.Dispose();

        public async Task<string> SendAsync(string line, string headers, string body, CancellationToken stop)
        {
            var length = Encoding.ASCII.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
            var head = $"{line} HTTP/1.1\r\nHost: {endpoint.Authority}\r\n{headers}Content-Length: {length}\r\n\r\n";
            var waits = headers.Contains(Expecting, StringComparison.Ordinal);
            var isHead = line.StartsWith("HEAD", StringComparison.Ordinal);
            connection ??= new RawConnection();
            await connection.SendAsync(endpoint, waits ? head : head + body, stop);
            var answer = await connection.TakeAsync(isHead, stop);
            if (answer.Status == "100")
            {
                await connection.SendAsync(endpoint, body, stop);
                answer = await connection.TakeAsync(isHead, stop);
            }

            if (answer.Header("Connection") == "close")
            {
                connection.Dispose();
                connection = null;
            }

            return answer.Status;
        }
    }
}
