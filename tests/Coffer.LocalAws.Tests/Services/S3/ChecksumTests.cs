using System.Text;
using Coffer.LocalAws.Services.S3.Checksums;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

public sealed class ChecksumTests(S3Server server) : IClassFixture<S3Server>
{
    /// <summary>Check values of https://reveng.sourceforge.io/crc-catalogue/all.htm, and of FIPS 180 for the hashes.</summary>
    private static readonly (string Algorithm, string Hex)[] CheckValues =
    [
        ("CRC32", "cbf43926"), ("CRC32C", "e3069283"), ("CRC64NVME", "ae8b14860a799888"),
        ("SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
        ("SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
    ];

    [Fact]
    public void Each_algorithm_gives_its_check_value_whole_and_in_pieces()
    {
        foreach (var (name, hex) in CheckValues)
        {
            using var whole = ChecksumAlgorithm.Require(name).Start();
            whole.Append("123456789"u8);
            Assert.Equal(hex, Convert.ToHexStringLower(whole.Finish()));
            using var pieces = ChecksumAlgorithm.Require(name).Start();
            pieces.Append("1234"u8);
            pieces.Append("56789"u8);
            Assert.Equal(hex, Convert.ToHexStringLower(pieces.Finish()));
        }
        Assert.Equal(ChecksumAlgorithm.All.Select(a => a.Name), CheckValues.Select(c => c.Algorithm));
    }

    [Fact]
    public async Task Each_algorithm_is_verified_kept_and_given_back()
    {
        var bucket = await server.BucketAsync();
        var count = 0;
        foreach (var (name, hex) in CheckValues)
        {
            var header = ChecksumAlgorithm.Require(name).Header;
            var right = Convert.ToBase64String(Convert.FromHexString(hex));
            var wrong = Convert.ToBase64String(new byte[hex.Length / 2]);
            var put = await PutAsync(bucket, new() { [header] = right });
            Assert.Equal((200, right, "FULL_OBJECT"), (put.Status, put.Headers[header], put.Headers["x-amz-checksum-type"]));
            var get = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", new() { ["x-amz-checksum-mode"] = "ENABLED" });
            Assert.Equal((right, "FULL_OBJECT"), (get.Headers[header], get.Headers["x-amz-checksum-type"]));
            Assert.Equal($"400 BadDigest | The {name} you specified did not match the calculated checksum. | {{}}",
                (await PutAsync(bucket, new() { [header] = wrong })).Error);
            foreach (var malformed in new[] { "", "AAAA", "not base64!", right + "AAAA" })
            {
                Assert.Equal($"400 InvalidRequest | Value for {header} header is invalid. | {{}}",
                    (await PutAsync(bucket, new() { [header] = malformed })).Error);
            }
            count++;
        }
        Assert.Equal(5, count);
    }

    [Fact]
    public async Task Crc64Nvme_is_computed_where_the_client_sends_none()
    {
        var bucket = await server.BucketAsync();
        var put = await PutAsync(bucket, []);
        Assert.Equal(Convert.ToBase64String(Convert.FromHexString("ae8b14860a799888")), put.Headers["x-amz-checksum-crc64nvme"]);
        var plain = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k");
        Assert.DoesNotContain("x-amz-checksum-crc64nvme", plain.Headers.Keys);
    }

    [Fact]
    public async Task Two_kinds_at_once_an_unknown_kind_and_a_kind_without_a_value_are_refused()
    {
        var bucket = await server.BucketAsync();
        Assert.Equal("400 InvalidRequest | Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed. | {}",
            (await PutAsync(bucket, new() { ["x-amz-checksum-crc32"] = "y/Q5Jg==", ["x-amz-checksum-crc32c"] = "4waSgw==" })).Error);
        Assert.Equal("501 NotImplemented | A header you provided implies functionality that is not implemented | "
            + "{\"Header\": \"x-amz-checksum-sha512\"}",
            (await PutAsync(bucket, new() { ["x-amz-checksum-sha512"] = "AAAA" })).Error);
        Assert.StartsWith("400 InvalidRequest | x-amz-sdk-checksum-algorithm specified",
            (await PutAsync(bucket, new() { ["x-amz-sdk-checksum-algorithm"] = "CRC32" })).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_md5_is_verified_in_both_forms_as_recorded()
    {
        var bucket = await server.BucketAsync();
        Assert.Equal(200, (await PutAsync(bucket, new() { ["content-md5"] = "JfnnlDI7RTiF9RgfG2JNCw==" })).Status);
        foreach (var wrong in new[] { "CYketZBSTjX8czcs3cXVlg==", "09891eb590524e35fc73372cddc5d596" })
        {
            Assert.Equal("400 BadDigest | The Content-MD5 you specified did not match what we received. | "
                + $"{{\"ExpectedDigest\": \"{wrong}\", \"CalculatedDigest\": \"JfnnlDI7RTiF9RgfG2JNCw==\"}}",
                (await PutAsync(bucket, new() { ["content-md5"] = wrong })).Error);
        }
        foreach (var invalid in new[] { "000", "MTIz", "__invalid__", "dGVzdC1zdHJpbmc=", "not base64 encoded checksum" })
        {
            Assert.Equal($"400 InvalidDigest | The Content-MD5 you specified was invalid. | {{\"Content-MD5\": \"{invalid}\"}}",
                (await PutAsync(bucket, new() { ["content-md5"] = invalid })).Error);
        }
    }

    private Task<Answer> PutAsync(string bucket, Dictionary<string, string> headers) =>
        server.SendAsync(HttpMethod.Put, $"/{bucket}/k", headers, Encoding.ASCII.GetBytes("123456789"));
}
