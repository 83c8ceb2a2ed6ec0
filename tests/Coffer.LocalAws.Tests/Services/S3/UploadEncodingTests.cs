using System.Globalization;
using System.Text;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>The four encodings of an upload, each right and each wrong.</summary>
public sealed class UploadEncodingTests(S3Server server) : IClassFixture<S3Server>
{
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string Crc32 = "x-amz-checksum-crc32:y/Q5Jg==\n";
    private static readonly string[] Chunks = ["1234", "56789"];

    [Theory]
    [InlineData(Signed, null)]
    [InlineData(SignedTrailer, Crc32)]
    [InlineData(UnsignedTrailer, Crc32)]
    public async Task What_is_right_is_kept_without_its_framing(string encoding, string? trailer)
    {
        var bucket = await server.BucketAsync();
        var put = await SendAsync(bucket, encoding, trailer);
        Assert.Equal(200, put.Status);
        var get = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", new() { ["x-amz-checksum-mode"] = "ENABLED" });
        Assert.Equal(("123456789", "gzip"), (get.Text, get.Headers["Content-Encoding"]));
        Assert.Equal(trailer is not null, get.Headers.ContainsKey("x-amz-checksum-crc32"));
    }

    [Theory]
    [InlineData(Signed, null, "chunk")]
    [InlineData(SignedTrailer, Crc32, "chunk")]
    [InlineData(SignedTrailer, Crc32, "trailer")]
    [InlineData(SignedTrailer, Crc32, "no trailer signature")]
    public async Task A_wrong_signature_is_refused_and_nothing_is_kept(string encoding, string? trailer, string break_)
    {
        var bucket = await server.BucketAsync();
        var put = await SendAsync(bucket, encoding, trailer, break_);
        Assert.StartsWith("403 SignatureDoesNotMatch | The request signature we calculated does not match the signature you provided. "
            + "Check your key and signing method. |", put.Error, StringComparison.Ordinal);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k")).Status);
    }

    [Theory]
    [InlineData(SignedTrailer, "x-amz-checksum-crc32:AAAAAA==\n", "400 BadDigest | The CRC32 you specified did not match the "
        + "calculated checksum. | {}")]
    [InlineData(UnsignedTrailer, "x-amz-checksum-crc32:AAAAAA==\n", "400 BadDigest | The CRC32 you specified did not match "
        + "the calculated checksum. | {}")]
    [InlineData(UnsignedTrailer, "x-amz-checksum-crc32:AAAA\n", "400 InvalidRequest | Value for x-amz-checksum-crc32 header "
        + "is invalid. | {}")]
    [InlineData(UnsignedTrailer, "x-amz-checksum-sha1:AAAA\n", "400 MalformedTrailerError | The request contained trailing "
        + "data that was not well-formed or did not conform to our published schema. | {}")]
    [InlineData(UnsignedTrailer, "no colon\n", "400 MalformedTrailerError | The request contained trailing data that was not "
        + "well-formed or did not conform to our published schema. | {}")]
    public async Task A_wrong_trailer_is_refused(string encoding, string trailer, string expected)
    {
        var bucket = await server.BucketAsync();
        Assert.Equal(expected, (await SendAsync(bucket, encoding, trailer)).Error);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k")).Status);
    }

    /// <summary>So long that they arrive in several segments, which the next uploads take over.</summary>
    [Fact]
    public async Task Many_long_bodies_at_once_are_all_kept()
    {
        var bucket = await server.BucketAsync();
        using var client = server.Client();
        var sizes = Enumerable.Range(1, 200).Select(number => number * 500).ToList();
        await Parallel.ForEachAsync(sizes, new ParallelOptions
        {
            MaxDegreeOfParallelism = 16,
            CancellationToken = S3Server.Token,
        }, async (size, stop) =>
        {
            using var content = new MemoryStream(new byte[size]);
            await client.PutObjectAsync(new() { BucketName = bucket, Key = $"{size}", InputStream = content }, stop);
        });
        var listed = await client.ListObjectsV2Async(new() { BucketName = bucket }, S3Server.Token);
        Assert.Equal(sizes.Order(), listed.S3Objects.Select(item => (int)item.Size!.Value).Order());
    }

    [Theory]
    [InlineData("8")]
    [InlineData("10")]
    public async Task A_decoded_length_that_is_not_so_is_refused(string length)
    {
        var bucket = await server.BucketAsync();
        Assert.Equal("400 IncompleteBody | You did not provide the number of bytes specified by the Content-Length HTTP header | {}",
            (await SendAsync(bucket, Signed, null, length: length)).Error);
    }

    [Fact]
    public async Task A_plain_body_must_have_its_hash_and_unsigned_needs_none()
    {
        var bucket = await server.BucketAsync();
        var body = "123456789"u8.ToArray();
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, body)).Status);
        Assert.Equal(
            200,
            (await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { ["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD" }, body)).Status);
        var zeros = new string('0', 64);
        Assert.Equal("400 XAmzContentSHA256Mismatch | The provided 'x-amz-content-sha256' header does not match what was computed. | "
            + $"{{\"ClientComputedContentSHA256\": \"{zeros}\", \"S3ComputedContentSHA256\": "
                + "\"15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225\"}",
            (await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { ["x-amz-content-sha256"] = zeros }, body)).Error);
    }

    private async Task<Answer> SendAsync(string bucket, string encoding, string? trailer, string? break_ = null, string length = "9")
    {
        var signer = new ReferenceSigner("us-east-1");
        var headers = new Dictionary<string, string>
        {
            ["x-amz-content-sha256"] = encoding, ["x-amz-decoded-content-length"] = length, ["content-encoding"] = "aws-chunked, gzip",
        };
        if (trailer is not null)
        {
            headers["x-amz-trailer"] = "x-amz-checksum-crc32";
        }
        // Signed first: the chunks' signatures begin with the headers'.
        using var request = signer.Sign(server.Endpoint, HttpMethod.Put, $"/{bucket}/k", headers, [0]);
        var original = request.Content!.Headers.ToList();
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(Body(signer, encoding, trailer, break_)));
        foreach (var (name, value) in original.Where(header => header.Key != "Content-Length"))
        {
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await server.Http.SendAsync(request, S3Server.Token);
        return await Answer.OfAsync(response);
    }

    private static string Body(ReferenceSigner signer, string encoding, string? trailer, string? break_)
    {
        var body = new StringBuilder();
        foreach (var chunk in Chunks.Append(""))
        {
            body.Append(CultureInfo.InvariantCulture, $"{chunk.Length:x}");
            if (encoding != UnsignedTrailer)
            {
                var signature = signer.SignChunk(Encoding.ASCII.GetBytes(chunk));
                body.Append(";chunk-signature=").Append(break_ == "chunk" && chunk.Length == 5 ? new string('0', 64) : signature);
            }
            body.Append("\r\n").Append(chunk).Append(chunk.Length == 0 ? "" : "\r\n");
        }
        if (trailer is not null)
        {
            body.Append(trailer.TrimEnd('\n')).Append("\r\n");
        }
        if (encoding == SignedTrailer && break_ != "no trailer signature")
        {
            var signature = signer.SignTrailer(trailer!);
            body.Append("x-amz-trailer-signature:").Append(break_ == "trailer" ? new string('0', 64) : signature).Append("\r\n");
        }
        return body.Append("\r\n").ToString();
    }
}
