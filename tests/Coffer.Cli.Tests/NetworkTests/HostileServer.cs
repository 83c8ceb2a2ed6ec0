using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>A server that answers every request with what no service would, for as long as somebody reads.</summary>
internal sealed class HostileServer : IDisposable
{
    private const int Block = 64 * 1024;
    private const string Json = "Content-Type: application/json\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly string kind;

    public HostileServer(string kind)
    {
        this.kind = kind;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>All that it can do.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "silent", "slow", "endless headers", "endless header", "endless body", "endless body with 400", "endless body with 500",
        "length of 2 GB", "length of 2 GB with 400", "no length",
        "gzip bomb", "gzip bomb with 400", "100-continue without end", "deep JSON", "deep JSON with 400", "deep XML", "deep XML with 400",
        "endless chunk extension", "endless trailers", "deep XML as JSON", "deep XML as JSON with 400", "deep XML in UTF-16",
        "XML that seems flat by comments", "XML that seems flat by sections", "XML that seems flat by instructions",
        "XML that seems flat by attributes",
    ];

    public string Url => $"http://{listener.LocalEndpoint}";

    public int Connections { get; private set; }

    public void Dispose()
    {
        ended.Cancel();
        listener.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                Connections++;
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    if (await stream.ReadAsync(one, ended.Token) == 0)
                    {
                        return;
                    }

                    head.Append((char)one[0]);
                }

                await AnswerAsync(stream);
            }
            catch (Exception exception) when (
                exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has had enough.
            }
        }
    }

    private Task AnswerAsync(NetworkStream stream) => kind switch
    {
        "silent" => Task.Delay(Timeout.Infinite, ended.Token),
        "slow" => SlowAsync(stream),
        "endless headers" => EndlessAsync(stream, "HTTP/1.1 200 OK\r\n", "X-A: aaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
        "endless header" => EndlessAsync(stream, "HTTP/1.1 200 OK\r\nX-A: ", "a"),
        "endless body" => EndlessAsync(stream, Chunked(200) + "ffffffff\r\n", "{\"a\":1,"),
        "endless body with 400" => EndlessAsync(stream, Chunked(400) + "ffffffff\r\n", "<a>b</a>"),
        "endless body with 500" => EndlessAsync(stream, Chunked(500) + "ffffffff\r\n", "{\"a\":1,"),
        "length of 2 GB" => EndlessAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2147483000\r\n\r\n", "<a>b</a>"),
        "length of 2 GB with 400" => EndlessAsync(stream, "HTTP/1.1 400 Bad\r\nContent-Length: 2147483000\r\n\r\n", "<a>b</a>"),
        "no length" => EndlessAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "{\"a\":1,"),
        "gzip bomb" => WholeAsync(stream, 200, Bomb(), "Content-Encoding: gzip\r\n"),
        "gzip bomb with 400" => WholeAsync(stream, 400, Bomb(), "Content-Encoding: gzip\r\n"),
        "100-continue without end" => EndlessAsync(stream, "", "HTTP/1.1 100 Continue\r\n\r\n"),
        "deep JSON" => WholeAsync(stream, 200, Deep("{\"a\":", "1", "}", 20_000)),
        "deep JSON with 400" => WholeAsync(stream, 400, Deep("{\"a\":", "1", "}", 10_000)),
        "deep XML" => WholeAsync(stream, 200, Deep("<aaaa>", "", "</aaaa>", 9_000)),
        "deep XML with 400" => WholeAsync(stream, 400, Deep("<aaa>", "", "</aaa>", 5_000)),
        "deep XML as JSON" => WholeAsync(stream, 200, Deep("<a>", "", "", 1_000_000), Json),
        "deep XML as JSON with 400" => WholeAsync(stream, 400, Deep("<a>", "", "", 20_000), Json),
        "deep XML in UTF-16" => WholeAsync(
            stream, 200, [0xff, 0xfe, .. Encoding.Unicode.GetBytes(string.Concat(Enumerable.Repeat("<a>\u213c\u2d2d", 300_000)))]),
        "XML that seems flat by comments" => WholeAsync(stream, 200, Deep("<a><!--</a>-->", "", "", 200_000)),
        "XML that seems flat by sections" => WholeAsync(stream, 200, Deep("<a><![CDATA[</a>]]>", "", "", 200_000)),
        "XML that seems flat by instructions" => WholeAsync(stream, 200, Deep("<a><?x </a>?>", "", "", 200_000)),
        "XML that seems flat by attributes" => WholeAsync(stream, 200, Deep("<a b='x/>'>", "", "", 200_000)),
        "endless chunk extension" => EndlessAsync(stream, Chunked(200) + "1;", "a"),
        "endless trailers" => EndlessAsync(stream, Chunked(200) + "2\r\n{}\r\n0\r\n", "X-A: aaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
        _ => throw new InvalidOperationException(kind),
    };

    private static string Chunked(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} S\r\nTransfer-Encoding: chunked\r\n\r\n");

    private static byte[] Deep(string open, string middle, string close, int depth) => Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth)));

    // Within every limit as it comes, 60 MiB without its wrapping.
    private static byte[] Bomb()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1 << 20];
            for (var at = 0; at < 60; at++)
            {
                gzip.Write(zeros);
            }
        }

        return bomb.ToArray();
    }

    private async Task WholeAsync(NetworkStream stream, int status, byte[] body, string headers = "") => await stream.WriteAsync(
        (byte[])[
            .. Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} S\r\n{headers}Content-Length: {body.Length}\r\n\r\n")),
            .. body],
        ended.Token);

    private async Task SlowAsync(NetworkStream stream)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"u8.ToArray(), ended.Token);
        while (true)
        {
            await stream.WriteAsync("{"u8.ToArray(), ended.Token);
            await Task.Delay(100, ended.Token);
        }
    }

    private async Task EndlessAsync(NetworkStream stream, string start, string again)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), ended.Token);
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(again, Block / again.Length)));
        while (true)
        {
            await stream.WriteAsync(block, ended.Token);
        }
    }
}
