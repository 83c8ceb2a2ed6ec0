using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Coffer.Cli.Tests.Processes;

/// <summary>What a stand-in was asked.</summary>
internal sealed record StandInRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string BodyText => Encoding.UTF8.GetString(Body);
}

/// <summary>What a stand-in answers, and how it misbehaves while it does.</summary>
internal sealed record StandInAnswer(int Status, byte[] Body)
{
    public StandInAnswer(int status, string body)
        : this(status, Encoding.UTF8.GetBytes(body))
    {
    }

    /// <summary>Never answers.</summary>
    public static StandInAnswer Silence { get; } = new(0, []);

    /// <summary>Breaks off after so many bytes of the body; null sends it whole.</summary>
    public int? BrokenAfter { get; init; }

    /// <summary>Breaks off after so many bytes of the head: none is no answer at all; null sends it whole.</summary>
    public int? HeadBrokenAfter { get; init; }

    /// <summary>Whether it breaks off with a reset rather than an end.</summary>
    public bool IsReset { get; init; }

    /// <summary>Whether the connection is reset before the first byte of an answer.</summary>
    public bool IsNoAnswer { get; init; }

    /// <summary>The time between two bytes of the body; null sends them at once.</summary>
    public TimeSpan? PauseBetweenBytes { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>A small HTTP server on this machine that stands in for one of the many services that are no local AWS.</summary>
internal sealed class StandIn : IDisposable
{
    // The type of TLS's first record: RFC 8446, section 5.1.
    private const byte TlsHandshake = 22;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Func<StandInRequest, Task<StandInAnswer>> answer;

    private readonly X509Certificate2? certificate;

    private int connections;

    public StandIn(Func<StandInRequest, StandInAnswer> answer, X509Certificate2? certificate = null)
        : this(request => Task.FromResult(answer(request)), certificate)
    {
    }

    /// <param name="answer">What it answers.</param>
    /// <param name="certificate">What it shows; null for plain http.</param>
    public StandIn(Func<StandInRequest, Task<StandInAnswer>> answer, X509Certificate2? certificate = null)
    {
        this.answer = answer;
        this.certificate = certificate;
        listener.Start(512);
        _ = AcceptAsync();
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections came.</summary>
    public int Connections => connections;

    /// <summary>All requests that came whole.</summary>
    public ConcurrentQueue<StandInRequest> Requests { get; } = [];

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
                Interlocked.Increment(ref connections);
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
                await using var stream = await StreamAsync(client);
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    if (!await WriteAsync(client, stream, await answer(request)))
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or ObjectDisposedException or AuthenticationException)
            {
                // The client went, or the test is over.
            }
        }
    }

    private async Task<Stream> StreamAsync(TcpClient client)
    {
        if (certificate is null)
        {
            return client.GetStream();
        }

        // Ports are used again: a client of another test may still ask, over http, for the server that had this one before.
        var first = new byte[1];
        if (await client.Client.ReceiveAsync(first, SocketFlags.Peek, ended.Token) == 1 && first[0] != TlsHandshake)
        {
            Interlocked.Decrement(ref connections);
            throw new IOException("no TLS");
        }

        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, ended.Token);
        return secured;
    }

    private async Task<StandInRequest?> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, ended.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var parts = line.Split(": ", 2);
            headers[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        var body = new byte[
            headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, ended.Token);
        var words = lines[0].Split(' ');
        return new StandInRequest(words[0], words[1], headers, body);
    }

    private async Task<bool> WriteAsync(TcpClient client, Stream stream, StandInAnswer given)
    {
        if (given.Status == 0)
        {
            await Task.Delay(Timeout.Infinite, ended.Token);
        }

        var more = string.Concat(given.Headers.Select(static header => $"{header.Key}: {header.Value}\r\n"));
        if (given.IsNoAnswer)
        {
            client.Client.LingerState = new LingerOption(true, 0);
            return false;
        }

        var head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {given.Status} S\r\n{more}Content-Length: {given.Body.Length}\r\n\r\n"));
        if (given.HeadBrokenAfter is { } ofHead)
        {
            await stream.WriteAsync(head.AsMemory(0, ofHead), ended.Token);
            client.Client.LingerState = new LingerOption(given.IsReset, 0);
            return false;
        }

        var body = given.BrokenAfter is { } count ? given.Body[..count] : given.Body;
        if (given.PauseBetweenBytes is { } pause)
        {
            await stream.WriteAsync(head, ended.Token);
            for (var at = 0; at < body.Length; at++)
            {
                await stream.WriteAsync(body.AsMemory(at, 1), ended.Token);
                await Task.Delay(pause, ended.Token);
            }
        }
        else
        {
            await stream.WriteAsync((byte[])[.. head, .. body], ended.Token);
        }

        if (given.IsReset)
        {
            client.Client.LingerState = new LingerOption(true, 0);
        }

        return given.BrokenAfter is null;
    }
}
