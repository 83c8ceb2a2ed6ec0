using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>Conditional reads, writes and copies; texts as recorded from AWS.</summary>
public sealed class ConditionTests(S3Server server) : IClassFixture<S3Server>
{
    private const string ETag = "\"9dd4e461268c8034f5c8564e155c67a6\"";
    private const string Past = "Sat, 01 Jan 2000 00:00:00 GMT";
    private const string Future = "Thu, 01 Jan 2099 00:00:00 GMT";
    private const string Failed = "412 PreconditionFailed | At least one of the pre-conditions you specified did not hold | ";
    private const string NotImplemented = "501 NotImplemented | A header you provided implies functionality that is not implemented | ";

    [Theory]
    [InlineData("if-match", ETag, 200, null)]
    [InlineData("if-match", "*", 200, null)]
    [InlineData("if-match", "\"no\"", 412, "If-Match")]
    [InlineData("if-none-match", "\"no\"", 200, null)]
    [InlineData("if-none-match", ETag, 304, null)]
    [InlineData("if-modified-since", Past, 200, null)]
    [InlineData("if-modified-since", Future, 200, null)]
    [InlineData("if-unmodified-since", Past, 412, "If-Unmodified-Since")]
    [InlineData("if-match=" + ETag + ";if-unmodified-since", Past, 200, null)]
    public async Task A_read_holds_to_its_condition(string header, string value, int status, string? condition)
    {
        var bucket = await WithObjectAsync();
        var answer = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", HeadersOf(header, value, ""));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status != 412 ? ETag : null, answer.Headers.GetValueOrDefault("ETag"));
        if (condition is not null)
        {
            Assert.Equal($"{Failed}{{\"Condition\": \"{condition}\"}}", answer.Error);
        }
    }

    [Theory]
    [InlineData("if-match", ETag, null)]
    [InlineData("if-match", "\"no\"", "x-amz-copy-source-If-Match")]
    [InlineData("if-none-match", ETag, "x-amz-copy-source-If-None-Match")]
    [InlineData("if-unmodified-since", Past, "x-amz-copy-source-If-Unmodified-Since")]
    [InlineData("if-modified-since", "now", "x-amz-copy-source-If-Modified-Since")]
    [InlineData("if-modified-since", Future, null)]
    [InlineData("if-match=" + ETag + ";if-unmodified-since", Past, null)]
    public async Task A_copy_holds_to_the_condition_on_its_source(string header, string value, string? condition)
    {
        var bucket = await WithObjectAsync();
        var modified = (await server.SendAsync(HttpMethod.Head, $"/{bucket}/k")).Headers["Last-Modified"];
        var headers = HeadersOf(header, value == "now" ? modified : value, "x-amz-copy-source-");
        headers["x-amz-copy-source"] = $"{bucket}/k";
        var answer = await server.SendAsync(HttpMethod.Put, $"/{bucket}/copy", headers);
        Assert.Equal(condition is null ? 200 : 412, answer.Status);
        if (condition is not null)
        {
            Assert.Equal($"{Failed}{{\"Condition\": \"{condition}\"}}", answer.Error);
        }
    }

    [Fact]
    public async Task A_copy_is_of_the_account_that_is_expected()
    {
        var bucket = await WithObjectAsync();
        (string Owner, int Status, string Code)[] cases =
        [
            ("000000000000", 200, "CopyObjectResult"),
            ("111122223333", 403, "<Code>AccessDenied</Code>"),
            ("me", 400, "<Code>InvalidBucketOwnerAWSAccountID</Code>"),
        ];
        foreach (var (owner, status, code) in cases)
        {
            var headers = new Dictionary<string, string>
            {
                ["x-amz-copy-source"] = $"{bucket}/k",
                ["x-amz-source-expected-bucket-owner"] = owner,
            };
            var answer = await server.SendAsync(HttpMethod.Put, $"/{bucket}/copy", headers);
            Assert.Equal((owner, status), (owner, answer.Status));
            Assert.Contains(code, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, cases.Length);
    }

    [Fact]
    public async Task A_write_holds_to_its_condition()
    {
        var bucket = await WithObjectAsync();
        async Task<Answer> PutAsync(string key, params (string Name, string Value)[] headers) =>
            await server.SendAsync(HttpMethod.Put, $"/{bucket}/{key}", headers.ToDictionary(h => h.Name, h => h.Value), "x"u8.ToArray());
        Assert.Equal(Failed + "{\"Condition\": \"If-None-Match\"}", (await PutAsync("k", ("if-none-match", "*"))).Error);
        Assert.Equal(Failed + "{\"Condition\": \"If-Match\"}", (await PutAsync("k", ("if-match", "\"no\""))).Error);
        Assert.Equal("404 NoSuchKey | The specified key does not exist. | "
            + "{\"Key\": \"new\"}", (await PutAsync("new", ("if-match", ETag))).Error);
        Assert.Equal(200, (await PutAsync("new", ("if-none-match", "*"))).Status);
        Assert.Equal(200, (await PutAsync("new", ("if-match", ETag))).Status);
        Assert.Equal(NotImplemented + "{\"Header\": \"If-Match,If-None-Match\", \"additionalMessage\": \"Multiple conditional request "
            + "headers present in the request\"}",
            (await PutAsync("k", ("if-match", ETag), ("if-none-match", "*"))).Error);
        Assert.Equal(NotImplemented + "{\"Header\": \"If-None-Match\", \"additionalMessage\": \"We don't accept the provided value of "
            + "If-None-Match header for this API\"}",
            (await PutAsync("k", ("if-none-match", ETag))).Error);
        Assert.Equal(NotImplemented + "{\"Header\": \"If-Match\", \"additionalMessage\": \"We don't accept the provided value of If-Match "
            + "header for this API\"}",
            (await PutAsync("k", ("if-match", "*"))).Error);
    }

    [Fact]
    public async Task Of_many_that_create_at_once_one_does()
    {
        var bucket = await server.BucketAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { ["if-none-match"] = "*" }, [(byte)i])));
        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(19, answers.Count(answer => answer.Status == 412));
    }

    private async Task<string> WithObjectAsync()
    {
        var bucket = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, "x"u8.ToArray());
        return bucket;
    }

    /// <summary>One header, or several written <c>name=value;name</c> of which the last takes the value.</summary>
    private static Dictionary<string, string> HeadersOf(string header, string value, string prefix)
    {
        var parts = header.Split(';');
        var headers = parts[..^1].Select(part => part.Split('=', 2)).ToDictionary(part => prefix + part[0], part => part[1]);
        headers[prefix + parts[^1]] = value;
        return headers;
    }
}
