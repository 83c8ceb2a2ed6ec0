using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.S3;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Tests.Services.S3;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Faults;

public sealed class AnswerTests
{
    private static CancellationToken Stop => FaultyServer.Stop;

    [Fact]
    public async Task A_changed_body_is_a_whole_answer()
    {
        byte[] flipped = [.. FaultyServer.Content];
        flipped[10] ^= 1;
        byte[] lastFlipped = [.. FaultyServer.Content];
        lastFlipped[^1] ^= 1;
        (string Fault, byte[] Body, bool HasDigests)[] cases =
        [
            ("truncate 10", FaultyServer.Content[..10], true),
            ("truncate 10 bare", FaultyServer.Content[..10], false),
            ("truncate 0", [], true),
            ("truncate 5000", FaultyServer.Content, true),
            ("flip 10", flipped, true),
            ("flip 10 bare", flipped, false),
            ("flip 5000", lastFlipped, true),
        ];
        foreach (var (fault, body, hasDigests) in cases)
        {
            await using var server = await FaultyServer.StartAsync($"s3 GetObject 1 {fault}");
            await server.PutContentAsync();
            var answer = await server.GetAsync();
            var right = await server.GetAsync();
            Assert.Equal(("200", $"{body.Length}", AnswerEnd.Whole), (answer.Status, answer.Header("Content-Length"), answer.End));
            Assert.Equal(body, answer.Body);
            Assert.NotNull(right.Header("x-amz-checksum-crc64nvme") ?? right.Header("x-amz-checksum-crc32"));
            Assert.Equal(hasDigests, answer.Head.Contains("x-amz-checksum-", StringComparison.Ordinal));
            Assert.Equal(hasDigests, answer.Header("ETag") == right.Header("ETag"));
            Assert.Equal(FaultyServer.Content, right.Body);
        }

        Assert.Equal(7, cases.Length);
    }

    [Fact]
    public async Task A_wrong_body_is_seen_by_a_client_that_looks_at_its_checksum()
    {
        await using var server = await FaultyServer.StartAsync("s3 GetObject 1 flip 0\ns3 GetObject 2 flip 0 bare");
        await server.PutContentAsync();
        using var s3 = S3Server.ClientOf(server.Endpoint, "us-east-1");
        await Assert.ThrowsAnyAsync<Exception>(async () => await ReadAsync(s3));
        Assert.NotEqual(FaultyServer.Content, await ReadAsync(s3));
        Assert.Equal(FaultyServer.Content, await ReadAsync(s3));
    }

    [Fact]
    public async Task Each_service_fails_in_its_own_words()
    {
        await using var server = await FaultyServer.StartAsync(
            """
            * * 1 throttle
            kms DescribeKey 2 status 500 KMSInternalException
            kms DescribeKey 3 status 400 AccessDeniedException You may not  do this
            s3 GetObject 1 throttle
            sts GetCallerIdentity 1 throttle
            """);
        using var kms = server.Kms();
        await AssertAsync("400 ThrottlingException You have exceeded the rate at which you may call KMS. Reduce the "
            + "frequency of your calls.");
        await AssertAsync("500 KMSInternalException");
        await AssertAsync("400 AccessDeniedException You may not  do this");
        Assert.Equal("alias/secrets", (await kms.ListAliasesAsync(new ListAliasesRequest(), Stop)).Aliases.Single().AliasName);

        var slow = await server.GetAsync();
        Assert.Equal("503", slow.Status);
        Assert.Contains("<Code>SlowDown</Code><Message>Please reduce your request rate.</Message>", slow.Text, StringComparison.Ordinal);
        using var sts = Clients.Sts(server.Endpoint);
        var error = await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() => sts.GetCallerIdentityAsync(new(), Stop));
        Assert.Equal(("Throttling", "Rate exceeded"), (error.ErrorCode, error.Message));
        Assert.EndsWith(":root", (await sts.GetCallerIdentityAsync(new(), Stop)).Arn, StringComparison.Ordinal);

        async Task AssertAsync(string expected)
        {
            var e = await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(
                () => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/secrets" }, Stop));
            Assert.StartsWith(expected, $"{(int)e.StatusCode} {e.ErrorCode} {e.Message}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_may_be_nonsense()
    {
        await using var server = await FaultyServer.StartAsync("s3 GetObject 1 answer 200 <html> oh  no\ns3 GetObject 2 answer 404");
        var first = await server.GetAsync();
        Assert.Equal(("200", "<html> oh  no"), (first.Status, first.Text));
        var second = await server.GetAsync();
        Assert.Equal(("404", string.Empty), (second.Status, second.Text));
    }

    [Fact]
    public async Task A_dripping_body_and_a_late_answer_wait_for_the_clock()
    {
        var clock = new SteppedClock();
        await using var server = await FaultyServer.StartAsync("s3 GetObject 1 drip 512 70\ns3 GetObject 2 delay 300", clock: clock);
        await server.PutContentAsync();
        using var connection = new RawConnection();
        await connection.SendAsync(server.Endpoint, $"GET {FaultyServer.Path} HTTP/1.1\r\nHost: {server.Endpoint.Authority}\r\n\r\n", Stop);
        var half = await connection.ReadBodyAsync(512, Stop);
        Assert.Equal(FaultyServer.Content[..512], half.Body);
        var wait = await clock.NextWaitAsync(Stop);
        Assert.Equal(TimeSpan.FromMilliseconds(70), wait.Time);
        wait.Fire();
        Assert.Equal(FaultyServer.Content, (await connection.ReadAsync(Stop)).Body);

        var late = server.GetAsync();
        wait = await clock.NextWaitAsync(Stop);
        Assert.Equal((TimeSpan.FromMilliseconds(300), false), (wait.Time, late.IsCompleted));
        wait.Fire();
        Assert.Equal(FaultyServer.Content, (await late).Body);
    }

    [Fact]
    public async Task Every_answer_of_a_service_waits_for_its_latency()
    {
        var clock = new SteppedClock();
        await using var server = await FaultyServer.StartAsync("", new FaultSettings { Latency = Latency.TryParse("40,kms=90")! }, clock);
        using var kms = server.Kms();
        var list = kms.ListKeysAsync(new ListKeysRequest(), Stop);
        var get = server.GetAsync();
        var waits = new[] { await clock.NextWaitAsync(Stop), await clock.NextWaitAsync(Stop) };
        Assert.Equal([40, 90], waits.Select(w => w.Time.TotalMilliseconds).Order());
        Assert.False(list.IsCompleted || get.IsCompleted);
        foreach (var wait in waits)
        {
            wait.Fire();
        }

        Assert.Single((await list).Keys);
        Assert.Equal("404", (await get).Status);
    }

    private static async Task<byte[]> ReadAsync(AmazonS3Client s3)
    {
        using var response = await s3.GetObjectAsync("bucket", "key", Stop);
        using var body = new MemoryStream();
        await response.ResponseStream.CopyToAsync(body, Stop);
        return body.ToArray();
    }
}
