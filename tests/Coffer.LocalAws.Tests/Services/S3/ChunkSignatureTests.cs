using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Signing;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>
/// The worked examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html.
/// </summary>
public sealed class ChunkSignatureTests
{
    private const string Scope = "20130524/us-east-1/s3/aws4_request";

    [Fact]
    public void The_documented_chunks_verify()
    {
        var signatures = Chain("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
        signatures.VerifyChunk(HashOf(65536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
        signatures.VerifyChunk(HashOf(1024), "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
        signatures.VerifyChunk(HashOf(0), "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
    }

    [Fact]
    public void The_documented_chunks_with_a_trailer_verify()
    {
        var signatures = Chain("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
        signatures.VerifyChunk(HashOf(65536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
        signatures.VerifyChunk(HashOf(1024), "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
        signatures.VerifyChunk(HashOf(0), "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992");
        signatures.VerifyTrailer("x-amz-checksum-crc32c:sOO8/Q==\n", "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435");
    }

    private static ChunkSignatures Chain(string seed)
    {
        var key = new[] { "20130524", "us-east-1", "s3", "aws4_request" }
            .Aggregate(
                "AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"u8.ToArray(),
                (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return new(new SignatureSeed(key, Scope, "20130524T000000Z", seed));
    }

    private static byte[] HashOf(int size) => SHA256.HashData(Enumerable.Repeat((byte)'a', size).ToArray());
}
