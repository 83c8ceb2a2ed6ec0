using System.Collections.Concurrent;
using System.Diagnostics;
using Coffer.Aws.Answers;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Aws.Tests.Calls;

public sealed class RetryAfterTests
{
    // Seconds or a date, at most a minute; what is neither asks for nothing.
    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("61", 60)]
    [InlineData("99999999999", 60)]
    [InlineData("999999999999999999999999999999999999999999", 60)]
    [InlineData("Sun, 29 Nov 2026 12:00:05 GMT", 5)]
    [InlineData("Sun, 29 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("Sun, 29 Nov 2099 12:00:00 GMT", 60)]
    [InlineData("-5", 0)]
    [InlineData("1.5", 0)]
    [InlineData("1e3", 0)]
    [InlineData("soon", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void What_it_says_is_taken(string? header, int seconds) =>
        Assert.Equal(seconds, AwsError.Wait(header, new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)).TotalSeconds);

    [Fact]
    public async Task A_service_that_wants_to_be_left_alone_is()
    {
        var times = new ConcurrentQueue<long>();
        using var s3 = new StandIn(_ =>
        {
            times.Enqueue(Stopwatch.GetTimestamp());
            return times.Count == 1
                ? new(503, "<Error><Code>SlowDown</Code></Error>") { Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } }
                : new(200, "content") { Headers = new Dictionary<string, string> { ["ETag"] = "\"9a0364b9e99bb480dd25e1f0284c8555\"" } };
        });
        Dictionary<string, string> variables = new()
        {
            ["AWS_ENDPOINT_URL"] = s3.Url,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
        };
        using var access = new AwsAccess(variables.GetValueOrDefault);
        using var connection = AwsConnection.Open(access, null, null);
        var store = connection.Bucket("bucket");
        Assert.Equal("content"u8.ToArray(), (await store.GetAsync("k", null, TestContext.Current.CancellationToken)).Bytes);
        Assert.Equal(2, times.Count);
        Assert.InRange(Stopwatch.GetElapsedTime(times.First(), times.Last()).TotalSeconds, 1, 100);
    }
}
