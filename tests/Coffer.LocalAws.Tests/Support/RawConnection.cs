using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>How an answer ended.</summary>
internal enum AnswerEnd
{
    /// <summary>All of the announced body is there.</summary>
    Whole,

    /// <summary>The server closed the connection before: FIN.</summary>
    Closed,

    /// <summary>The server reset it: RST.</summary>
    Reset,
}

/// <summary>What came over the wire.</summary>
internal sealed record RawAnswer(string Head, byte[] Body, AnswerEnd End)
{
    public string Status => Head.Length == 0 ? string.Empty : Head.Split(' ')[1];

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}

/// <summary>A request over a bare socket, where an HTTP client would hide how its answer ends.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient client = new();
    private readonly MemoryStream received = new();

    public void Dispose()
    {
        client.Dispose();
        received.Dispose();
    }

    public static async Task<RawAnswer> GetAsync(Uri endpoint, string path, CancellationToken stop)
    {
        using var connection = new RawConnection();
        await connection.SendAsync(endpoint, $"GET {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nx-amz-checksum-mode: "
            + "ENABLED\r\n\r\n", stop);
        return await connection.ReadAsync(stop);
    }

    public async Task SendAsync(Uri endpoint, string request, CancellationToken stop)
    {
        if (!client.Connected)
        {
            await client.ConnectAsync(endpoint.Host, endpoint.Port, stop);
        }

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), stop);
    }

    /// <summary>Reads until the answer is whole or the connection has ended.</summary>
    public async Task<RawAnswer> ReadAsync(CancellationToken stop)
    {
        while (Answer(AnswerEnd.Whole) is not { } whole || whole.Body.Length < Length(whole))
        {
            if (await ReadOnceAsync(stop) is { } end)
            {
                return Answer(end) ?? new RawAnswer(string.Empty, [], end);
            }
        }

        return Answer(AnswerEnd.Whole)!;
    }

    /// <summary>Reads one answer, which may be a 100, and leaves what follows it for the next.</summary>
    public async Task<RawAnswer> TakeAsync(bool withoutBody, CancellationToken stop)
    {
        while (true)
        {
            if (Answer(AnswerEnd.Whole) is { } answer)
            {
                var length = withoutBody || answer.Status is "100" or "204" or "304" ? 0 : Length(answer);
                if (answer.Body.Length >= length)
                {
                    var rest = answer.Body[length..];
                    received.SetLength(0);
                    received.Write(rest);
                    return answer with { Body = answer.Body[..length] };
                }
            }

            if (await ReadOnceAsync(stop) is { } end)
            {
                return new RawAnswer(string.Empty, [], end);
            }
        }
    }

    /// <summary>Reads until so many bytes of the body are there.</summary>
    public async Task<RawAnswer> ReadBodyAsync(int count, CancellationToken stop)
    {
        while (Answer(AnswerEnd.Whole) is not { } answer || answer.Body.Length < count)
        {
            if (await ReadOnceAsync(stop) is { } end)
            {
                throw new InvalidOperationException($"the connection ended: {end}");
            }
        }

        return Answer(AnswerEnd.Whole)!;
    }

    /// <summary>The end, or null when bytes came.</summary>
    public async Task<AnswerEnd?> ReadOnceAsync(CancellationToken stop)
    {
        var buffer = new byte[4096];
        try
        {
            var count = await client.GetStream().ReadAsync(buffer, stop);
            await received.WriteAsync(buffer.AsMemory(0, count), stop);
            return count == 0 ? AnswerEnd.Closed : null;
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return AnswerEnd.Reset;
        }
    }

    private RawAnswer? Answer(AnswerEnd end)
    {
        var bytes = received.ToArray();
        var headEnd = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return headEnd < 0 ? null : new RawAnswer(Encoding.ASCII.GetString(bytes, 0, headEnd), bytes[(headEnd + 4)..], end);
    }

    private static int Length(RawAnswer answer) => int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
}
