using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>A proxy on this machine, which leads every tunnel to one server, or refuses it.</summary>
internal sealed class ConnectProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Func<string, string> answer;
    private readonly int target;

    /// <param name="target">The port of the server.</param>
    /// <param name="answer">What it answers to the head of a request, for example <c>200 OK</c> with more headers.</param>
    public ConnectProxy(int target, Func<string, string>? answer = null)
    {
        this.target = target;
        this.answer = answer ?? (_ => "200 OK");
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Authority => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>The heads of all requests.</summary>
    public ConcurrentQueue<string> Heads { get; } = [];

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
                var near = client.GetStream();
                while (await ReadHeadAsync(near) is { Length: > 0 } head)
                {
                    Heads.Enqueue(head);
                    var status = answer(head);
                    var opens = status.StartsWith("200", StringComparison.Ordinal);
                    await near.WriteAsync(
                        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{(opens ? "" : "Content-Length: 0\r\n")}\r\n"), ended.Token);
                    if (opens)
                    {
                        using var server = new TcpClient();
                        await server.ConnectAsync(IPAddress.Loopback, target, ended.Token);
                        var far = server.GetStream();
                        await Task.WhenAny(near.CopyToAsync(far, ended.Token), far.CopyToAsync(near, ended.Token));
                        return;
                    }
                }
            }
            catch (Exception exception) when (
                exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of both went, or the test is over.
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, ended.Token) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
