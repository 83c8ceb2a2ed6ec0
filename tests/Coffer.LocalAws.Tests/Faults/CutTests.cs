using System.Globalization;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Faults;

public sealed class CutTests
{
    private static CancellationToken Stop => FaultyServer.Stop;

    [Theory]
    [InlineData("reset", "Reset")]
    [InlineData("close", "Closed")]
    public async Task A_body_ends_at_exactly_every_offset(string fault, string end)
    {
        var rules = Enumerable.Range(
            0, FaultyServer.Content.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"s3 GetObject {i + 1} {fault} {i}\n"));
        await using var server = await FaultyServer.StartAsync(string.Concat(rules));
        await server.PutContentAsync();
        var count = 0;
        for (; count < FaultyServer.Content.Length; count++)
        {
            var answer = await server.GetAsync();
            Assert.Equal(("200", "1024", end), (answer.Status, answer.Header("Content-Length"), answer.End.ToString()));
            Assert.Equal(FaultyServer.Content[..count], answer.Body);
        }

        Assert.Equal(1024, count);
        Assert.Equal(FaultyServer.Content, (await server.GetAsync()).Body);
    }

    [Fact]
    public async Task An_answer_ends_before_its_head()
    {
        (string Fault, AnswerEnd End)[] cases =
            [("reset", AnswerEnd.Reset), ("reset done", AnswerEnd.Reset), ("close", AnswerEnd.Closed), ("close done", AnswerEnd.Closed)];
        foreach (var (fault, end) in cases)
        {
            await using var server = await FaultyServer.StartAsync($"s3 GetObject {fault}");
            await server.PutContentAsync();
            var answer = await server.GetAsync();
            Assert.Equal((string.Empty, 0, end), (answer.Head, answer.Body.Length, answer.End));
        }

        Assert.Equal(4, cases.Length);
    }

    [Fact]
    public async Task Only_what_is_done_has_happened()
    {
        (string Fault, string Status)[] cases =
        [
            ("reset", "404"), ("close", "404"), ("status 503 SlowDown", "404"), ("throttle", "404"), ("answer 200 x", "404"),
            ("reset done", "200"), ("close done", "200"), ("reset 0", "200"), ("close 0", "200"), ("truncate 0", "200"),
        ];
        foreach (var (fault, status) in cases)
        {
            await using var server = await FaultyServer.StartAsync($"s3 PutObject {fault}");
            using var connection = new RawConnection();
            await connection.SendAsync(
                server.Endpoint, $"PUT {FaultyServer.Path} HTTP/1.1\r\nHost: {server.Endpoint.Authority}\r\nContent-Length: "
                    + "1\r\n\r\nx", Stop);
            await connection.ReadAsync(Stop);
            Assert.Equal((fault, status), (fault, (await server.GetAsync()).Status));
        }

        Assert.Equal(10, cases.Length);
    }

    [Theory]
    [InlineData("stall", 0)]
    [InlineData("stall done", 0)]
    [InlineData("stall 0", 0)]
    [InlineData("stall 700", 700)]
    public async Task A_stalled_answer_sends_so_much_and_then_nothing_while_others_are_served(string fault, int sent)
    {
        await using var server = await FaultyServer.StartAsync($"s3 GetObject {fault}");
        await server.PutContentAsync();
        using var connection = new RawConnection();
        await connection.SendAsync(server.Endpoint, $"GET {FaultyServer.Path} HTTP/1.1\r\nHost: {server.Endpoint.Authority}\r\n\r\n", Stop);
        if (fault.Any(char.IsAsciiDigit))
        {
            Assert.Equal(FaultyServer.Content[..sent], (await connection.ReadBodyAsync(sent, Stop)).Body);
        }

        var more = connection.ReadOnceAsync(Stop);
        Assert.Equal("200", (await RawConnection.GetAsync(server.Endpoint, "/", Stop)).Status);
        Assert.False(more.IsCompleted);

        // Our own end of it is seen as an exception or as the end of the stream: in .NET the two race. Bytes are neither.
        connection.Dispose();
        await ((Task)more).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.True(more.IsFaulted || (await more) is not null, "something came after all");
    }
}
