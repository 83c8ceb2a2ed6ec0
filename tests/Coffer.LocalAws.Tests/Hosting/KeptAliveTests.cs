using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

/// <summary>
/// What follows a request on its connection is answered as if it were alone, whatever the request left behind: a 100 that was or was not
/// sent, a body that was not read, a trailer. A client that expects a 100 and gets its final answer does not send its body, as RFC 9110
/// section 10.1.1 lets it.
/// </summary>
public sealed class KeptAliveTests : ServerTest
{
    private const string Expecting = "expect";
    private const string Empty = "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
    private const string Full = "5\r\n12345\r\n0\r\nx-amz-checksum-crc32:y/U6HA==\r\n\r\n";
    private const string Form = "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nform\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"file\"\r\n\r\n12345\r\n--b--\r\n";

    private static readonly Shape[] Shapes =
    [
        new("PUT", "/bucket/key", "12345", "200", Expecting), new("PUT", "/bucket/key", "12345", "200"),
        new("PUT", "/bucket/empty", "", "200", Expecting), new("PUT", "/bucket/empty", "", "200"),
        new("PUT", "/bucket/chunks", Empty, "200", Expecting) { Decoded = 0 }, new("PUT", "/bucket/chunks", Empty, "200") { Decoded = 0 },
        new("PUT", "/bucket/chunks", Full, "200", Expecting) { Decoded = 5 }, new("PUT", "/bucket/chunks", Full, "200") { Decoded = 5 },
        new("PUT", "/bucket/chunks", Full, "400", Expecting) { Decoded = 4 },
        new("PUT", "/missing/key", "12345", "404", Expecting), new("PUT", "/missing/key", "12345", "404"),
        new("PUT", "/missing/key", "", "404", Expecting), new("PUT", "/missing/chunks", Empty, "404", Expecting) { Decoded = 0 },
        new("PUT", "/bucket/key", "12345", "403", Expecting) { IsForged = true },
        new("PUT", "/bucket/key", "12345", "403") { IsForged = true }, new("PUT", "/bucket/key", "", "403", Expecting) { IsForged = true },
        new("PUT", "/bucket/chunks", Full, "403") { IsForged = true, Decoded = 5 },
        new("PUT", "/bucket/key", "12345", "412", Expecting, "if-none-match: *"),
        new("PUT", "/bucket/key", "12345", "412", "if-none-match: *"),
        new("PUT", "/bucket/key", "12345", "400", Expecting, "x-amz-storage-class: NONE"),
        new("PUT", "/bucket/key", "12345", "403", Expecting, "origin: https://evil.example"),
        new("PUT", "/bucket/key", "12345", "400", Expecting, "content-md5: AAAAAAAAAAAAAAAAAAAAAA=="),
        new("PUT", "/bucket/key?torrent", "12345", "501", Expecting), new("POST", "/bucket?delete", "<Delete/>", "400", Expecting),
        new("POST", "/bucket", Form, "403", "content-type: multipart/form-data; boundary=b") { IsForged = true },
        new("GET", "/bucket/key", "", "200"), new("GET", "/bucket/absent", "", "404"), new("HEAD", "/bucket/key", "", "200"),
        new("HEAD", "/bucket/absent", "", "404"), new("HEAD", "/bucket/key", "12345", "200"),
        new("DELETE", "/bucket/absent", "", "204"), new("DELETE", "/bucket/absent", "12345", "204"),
        new("DELETE", "/bucket/absent", "12345", "204", Expecting), new("GET", "/bucket/key", "12345", "200", Expecting),
        new("POST", "/", "{}", "200", Expecting, "x-amz-target: TrentService.ListKeys"),
        new("POST", "/", "{}", "400", Expecting, "x-amz-target: TrentService.Nothing"),
        new("POST", "/", "{}", "403", Expecting, "x-amz-target: TrentService.ListKeys", "origin: null"),
        new("POST", "/", "{}", "400", "x-amz-target: TrentService.ListKeys") { IsForged = true },
    ];

    private const int Count = 38;

    private protected override Options Options { get; } = new() { Port = 0, Buckets = ["bucket"] };

    [Fact]
    public async Task Every_request_may_follow_every_other()
    {
        var ran = 0;
        foreach (var first in Shapes)
        {
            foreach (var second in Shapes)
            {
                using var client = new PatientClient(Endpoint);
                await RequireAsync(client, Shapes[0], first);
                await RequireAsync(client, first, second);
                await RequireAsync(client, second, first);
                ran++;
            }
        }

        Assert.Equal(Count * Count, ran);
    }

    [Fact]
    public async Task Every_request_that_waits_for_no_100_may_be_sent_before_the_answer_to_the_one_before()
    {
        var shapes = Shapes.Where(shape => !shape.Waits).ToList();
        using (var client = new PatientClient(Endpoint))
        {
            await RequireAsync(client, Shapes[0], Shapes[0]);
        }

        var ran = 0;
        foreach (var first in shapes)
        {
            foreach (var second in shapes)
            {
                using var connection = new RawConnection();
                await connection.SendAsync(Endpoint, first.Head(Endpoint) + first.Body + second.Head(Endpoint) + second.Body, Stop);
                var answers = new[] { await connection.TakeAsync(first.IsHead, Stop), await connection.TakeAsync(second.IsHead, Stop) };
                Assert.Equal((first, second, first.Status, second.Status), (first, second, answers[0].Status, answers[1].Status));
                ran++;
            }
        }

        Assert.Equal(shapes.Count * shapes.Count, ran);
        Assert.Equal(17, shapes.Count);
    }

    [Fact]
    public async Task The_SDK_sends_one_after_the_other_on_one_connection()
    {
        using var client = new AmazonS3Client(new BasicAWSCredentials("test", "test"), new AmazonS3Config
        {
            ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0,
            MaxConnectionsPerServer = 1,
        });
        Func<Task<int>> Put(string bucket, int size, ChecksumAlgorithm? algorithm = null) => () => StatusAsync(() => client.PutObjectAsync(
            new() { BucketName = bucket, Key = "k", ContentBody = new string('x', size), ChecksumAlgorithm = algorithm }, Stop));
        Func<Task<int>> Head(string key) => () => StatusAsync(() => client.GetObjectMetadataAsync("bucket", key, Stop));
        (Func<Task<int>> Send, int Status)[] calls =
        [
            (Put("bucket", 5), 200), (Put("bucket", 0), 200), (Put("bucket", 5, ChecksumAlgorithm.SHA256), 200),
            (Put("bucket", 0, ChecksumAlgorithm.SHA256), 200), (Put("missing", 5), 404), (Put("missing", 0), 404), (Head("k"), 200),
            (Head("absent"), 404), (() => StatusAsync(() => client.DeleteObjectAsync("bucket", "absent", Stop)), 204),
        ];
        var ran = 0;
        foreach (var first in calls)
        {
            foreach (var second in calls)
            {
                Assert.Equal((first.Status, second.Status), (await first.Send(), await second.Send()));
                ran++;
            }
        }

        Assert.Equal(81, ran);
    }

    private static async Task<int> StatusAsync<T>(Func<Task<T>> call)
        where T : AmazonWebServiceResponse
    {
        try
        {
            return (int)(await call()).HttpStatusCode;
        }
        catch (AmazonS3Exception e)
        {
            return (int)e.StatusCode;
        }
    }

    private static async Task RequireAsync(PatientClient client, Shape shape, Shape next) =>
        Assert.Equal((shape, next, shape.Status), (shape, next, await client.SendAsync(shape, Stop)));

    /// <summary>A kind of request.</summary>
    private sealed record Shape(string Method, string Target, string Body, string Status, params string[] Headers)
    {
        /// <summary>The length without the framing of chunks; null for a body that has none.</summary>
        public int? Decoded { get; init; }

        /// <summary>Whether the signature is wrong.</summary>
        public bool IsForged { get; init; }

        public bool Waits => Headers.Contains(Expecting);

        public bool IsHead => Method == "HEAD";

        private string Service => Target == "/" ? "kms" : "s3";

        public string Head(Uri endpoint)
        {
            var headers = Headers.Where(header => header != Expecting).Select(header => header.Split(": ", 2))
                .ToDictionary(parts => parts[0], parts => parts[1]);
            if (Service == "kms")
            {
                headers["content-type"] = "application/x-amz-json-1.1";
            }

            if (Decoded is { } decoded)
            {
                headers["content-encoding"] = "aws-chunked";
                headers["x-amz-decoded-content-length"] = decoded.ToString(CultureInfo.InvariantCulture);
                headers["x-amz-trailer"] = "x-amz-checksum-crc32";
            }

            var signer = new TestSigner(Service)
            {
                Region = "us-east-1", Secret = IsForged ? "wrong" : "test",
                PayloadHash = Decoded is null ? null : "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            };
            var (path, query) = Target.Split('?') is [var before, var after] ? (before, after + "=") : (Target, "");
            using var signed = signer.Sign(endpoint, new HttpMethod(Method), path, query, Encoding.ASCII.GetBytes(Body), headers);
            var lines = signed.Headers.Concat(signed.Content!.Headers)
                .Where(header => !header.Key.Equals("content-length", StringComparison.OrdinalIgnoreCase))
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}\r\n");
            return $"{Method} {Target} HTTP/1.1\r\n{string.Concat(lines)}{(Waits ? "Expect: 100-continue\r\n" : "")}"
                + $"Content-Length: {Encoding.ASCII.GetByteCount(Body).ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        }

        public override string ToString() => $"{Method} {Target} {Body.Length} {string.Join(' ', Headers)} {Decoded} {IsForged}";
    }

    /// <summary>Sends a body only after a 100, and keeps its connection as long as the server does.</summary>
    private sealed class PatientClient(Uri endpoint) : IDisposable
    {
        private RawConnection? connection;

        public void Dispose() => connection?.Dispose();

        public async Task<string> SendAsync(Shape shape, CancellationToken stop)
        {
            connection ??= new RawConnection();
            await connection.SendAsync(endpoint, shape.Waits ? shape.Head(endpoint) : shape.Head(endpoint) + shape.Body, stop);
            var answer = await connection.TakeAsync(shape.IsHead, stop);
            var wasAsked = answer.Status == "100";
            if (wasAsked)
            {
                await connection.SendAsync(endpoint, shape.Body, stop);
                answer = await connection.TakeAsync(shape.IsHead, stop);
            }

            // Who waits for a 100 and gets none does not know whether the server waits for the body.
            var isClosed = answer.Header("Connection") == "close";
            Assert.Equal((shape, shape.Waits && !wasAsked), (shape, isClosed));
            if (isClosed)
            {
                connection.Dispose();
                connection = null;
            }

            return answer.Status;
        }
    }
}
