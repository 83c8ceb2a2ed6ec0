using System.Globalization;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Signing;
using Coffer.LocalAws.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Coffer.LocalAws.Tests.Signing;

/// <summary>
/// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
/// </summary>
public sealed class DocumentedExamplesTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Scope = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
    private const string Presigned =
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&"
        + "X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=";
    private const string PresignedSignature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    private static readonly (string Method, string Target, (string, string)[] Headers, string Signed, string Signature)[] Examples =
    [
        (
            "GET",
            "/test.txt",
            [("Range", "bytes=0-9"), ("x-amz-content-sha256", Empty)],
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        (
            "PUT",
            "/test$file.text",
            [
                ("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")],
            "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        (
            "GET",
            "/?lifecycle",
            [("x-amz-content-sha256", Empty)],
            "host;x-amz-content-sha256;x-amz-date",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (
            "GET",
            "/?prefix=J&max-keys=2",
            [("x-amz-content-sha256", Empty)],
            "host;x-amz-content-sha256;x-amz-date",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ];

    [Fact]
    public void The_signatures_of_the_examples_are_taken()
    {
        foreach (var (method, target, headers, signed, signature) in Examples)
        {
            var verified = Verify(Request(method, target, headers, signed, signature), "20130524T000000Z");
            Assert.Equal(("us-east-1", signature), (verified.Region, verified.Seed.Signature));
        }

        Assert.Equal(4, Examples.Length);
    }

    [Fact]
    public void An_example_with_another_digit_is_refused()
    {
        var (method, target, headers, signed, signature) = Examples[0];
        var error = Assert.Throws<AwsException>(
            () => Verify(Request(method, target, headers, signed, signature[..^1] + "2"), "20130524T000000Z"));

        Assert.Equal((403, "SignatureDoesNotMatch"), (error.Status, error.Code));
        Assert.Contains(
            (
                "CanonicalRequest",
                $"GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\nx-amz-content-sha256:{Empty}\n"
                + $"x-amz-date:20130524T000000Z\n\n{signed}\n{Empty}"),
            error.Details);
        Assert.Contains(
            (
                "StringToSign",
                "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n"
                + "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972"),
            error.Details);
        Assert.Equal(
            ["AWSAccessKeyId", "StringToSign", "SignatureProvided", "StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes"],
            error.Details.Select(d => d.Name));
    }

    [Fact]
    public void The_presigned_example_is_taken_for_its_day_and_no_longer()
    {
        var request = Request("GET", Presigned + PresignedSignature, []);
        Assert.Equal("us-east-1", Verify(request, "20130524T000000Z").Region);
        Assert.Equal("us-east-1", Verify(request, "20130525T000000Z").Region);

        var expired = Assert.Throws<AwsException>(() => Verify(request, "20130525T000001Z"));
        Assert.Equal((403, "AccessDenied", "Request has expired"), (expired.Status, expired.Code, expired.Text));
        Assert.Equal(
            [("X-Amz-Expires", "86400"), ("Expires", "2013-05-25T00:00:00Z"), ("ServerTime", "2013-05-25T00:00:01Z")], expired.Details);
        Assert.Equal(
            "SignatureDoesNotMatch",
            Assert.Throws<AwsException>(() => Verify(Request("PUT", Presigned + PresignedSignature, []), "20130524T000000Z")).Code);
        Assert.Equal(
            "SignatureDoesNotMatch",
            Assert.Throws<AwsException>(() => Verify(
                Request("GET", Presigned.Replace("86400", "86401", StringComparison.Ordinal) + PresignedSignature, []),
                "20130524T000000Z")).Code);
        Assert.Equal("Request is not valid yet", Assert.Throws<AwsException>(() => Verify(request, "20130523T234000Z")).Text);
    }

    [Theory]
    [InlineData("/a%20b/c", "/a%20b/c")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/a//b/../c/.", "/a//b/../c/.")]
    [InlineData("/%7e%c3%a9", "/~%C3%A9")]
    [InlineData("/é$+*'()", "/%C3%A9%24%2B%2A%27%28%29")]
    [InlineData("/100%", "/100%25")]
    public void S3_paths_are_encoded_once_and_never_normalised(string sent, string canonical) =>
        Assert.Equal(canonical, Canonical(sent, "s3")[1]);

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/../b//c/", "/b/c/")]
    [InlineData("/./a/./b", "/a/b")]
    [InlineData("/a%20b", "/a%2520b")]
    public void Other_paths_are_normalised_and_encoded_twice(string sent, string canonical) =>
        Assert.Equal(canonical, Canonical(sent, "kms")[1]);

    [Theory]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1&a", "a=&a=1&a=2")]
    [InlineData("a-b=1&a=2&A=3", "A=3&a=2&a-b=1")]
    [InlineData("k=a%2fb%20c+d&X-Amz-Signature=x", "k=a%2Fb%20c%20d")]
    [InlineData("k=a=b", "k=a%3Db")]
    public void Queries_are_sorted_and_encoded(string sent, string canonical) =>
        Assert.Equal(canonical, Canonical("/?" + sent, "s3")[2]);

    [Fact]
    public void Headers_are_trimmed_joined_and_in_the_clients_order()
    {
        var request = Request("GET", "/", [("My-Header", "  a   b "), ("Other", "1")]);
        request.Headers.Append("Other", "2");

        Assert.Equal(
            ["other:1,2", "my-header:a b", string.Empty, "other;my-header", "HASH"],
            CanonicalRequest.Build(request, ["other", "my-header"], "HASH", "s3").Split('\n')[3..]);
    }

    private static string[] Canonical(string target, string service) =>
        CanonicalRequest.Build(Request("GET", target, []), ["host"], "HASH", service).Split('\n');

    private static HttpRequest Request(
        string method, string target, (string Name, string Value)[] headers, string? signed = null, string? signature = null)
    {
        var context = new DefaultHttpContext();
        var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        feature.RawTarget = target;
        feature.Method = method;
        feature.QueryString = target.Contains('?', StringComparison.Ordinal)
            ? target[target.IndexOf('?', StringComparison.Ordinal)..]
            : string.Empty;
        context.Request.Headers.Host = "examplebucket.s3.amazonaws.com";
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        if (signed is not null)
        {
            context.Request.Headers["x-amz-date"] = "20130524T000000Z";
            context.Request.Headers.Authorization = $"AWS4-HMAC-SHA256 Credential={Scope},SignedHeaders={signed},Signature={signature}";
        }

        return context.Request;
    }

    private static VerifiedSignature Verify(HttpRequest request, string now)
    {
        var time = DateTimeOffset.ParseExact(now, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new SignatureVerifier(
            new DocumentedKey(), new FixedClock(time)).Verify(request, "s3", new S3SignatureErrors(), bodyHash: null);
    }

    private sealed class DocumentedKey : IAccessKeys
    {
        public AccessKey? Find(string accessKeyId) => accessKeyId == "AKIAIOSFODNN7EXAMPLE"
            ? new AccessKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", new Caller("111122223333", "arn", "id"))
            : null;
    }
}
