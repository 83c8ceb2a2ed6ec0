using System.Text;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Signing;

/// <summary>What a wrong signature is answered with, by each service in its own words, over a real socket.</summary>
public sealed partial class RefusedSignaturesTests : ServerTest
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(-16);

    private static readonly (
        string What, Func<TestSigner, TestSigner> Sign, Action<HttpRequestMessage> Change, string Kms, string Sts, string S3)[] Cases =
    [
        ("good", s => s, _ => { }, "200", "200", "501 NotImplemented"),
        (
            "wrong secret",
            s => s with { Secret = "tset" },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 SignatureDoesNotMatch"),
        (
            "unknown key",
            s => s with { AccessKey = "AKIAUNKNOWN" },
            _ => { },
            "400 UnrecognizedClientException",
            "403 InvalidClientTokenId",
            "403 InvalidAccessKeyId"),
        (
            "changed query",
            s => s,
            r => r.RequestUri = new Uri(r.RequestUri + "?a=2"),
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 SignatureDoesNotMatch"),
        (
            "changed header",
            s => s,
            r => Set(r, "x-amz-target", "TrentService.ListAliases"),
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 SignatureDoesNotMatch"),
        (
            "changed body",
            s => s,
            r => Body(r, "Action=GetCallerIdentity&Version=2011-06-16"),
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "501 NotImplemented"),
        (
            "changed method",
            s => s,
            r => r.Method = HttpMethod.Put,
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 SignatureDoesNotMatch"),
        (
            "slow clock",
            s => s with { Offset = Late },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 RequestTimeTooSkewed"),
        (
            "fast clock",
            s => s with { Offset = -Late },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 RequestTimeTooSkewed"),
        ("clock just inside", s => s with { Offset = TimeSpan.FromMinutes(-14) }, _ => { }, "200", "200", "501 NotImplemented"),
        (
            "no signature",
            s => s,
            r => r.Headers.Remove("authorization"),
            "400 MissingAuthenticationTokenException",
            "403 MissingAuthenticationToken",
            "403 AccessDenied"),
        (
            "host not signed",
            s => s with { Unsigned = ["host"] },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "403 AccessDenied"),
        ("header added", s => s, r => Set(r, "x-amz-meta-a", "1"), "200", "200", "403 AccessDenied"),
        (
            "no region",
            s => s with { Region = "nowhere" },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "400 AuthorizationHeaderMalformed"),
        (
            "another day in the scope",
            s => s with { ScopeDay = "20200101" },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "400 AuthorizationHeaderMalformed"),
        (
            "service not here",
            s => s with { ScopeService = "ec2" },
            _ => { },
            "501 NotImplemented",
            "501 NotImplemented",
            "501 NotImplemented"),
        (
            "service that is no word",
            s => s with { ScopeService = s.Service + "-2" },
            _ => { },
            "400 InvalidSignatureException",
            "403 SignatureDoesNotMatch",
            "400 AuthorizationHeaderMalformed"),
        (
            "version 2",
            s => s,
            r => Set(r, "authorization", "AWS test:abc"),
            "400 IncompleteSignatureException",
            "400 IncompleteSignature",
            "400 InvalidRequest"),
        ("no parts", s => s, r => Set(r, "authorization", "AWS4-HMAC-SHA256 "
            + "Credential=test/20300101/eu-west-1/s3/aws4_request"), "", "", "400 AuthorizationHeaderMalformed"),
        ("four parts", s => s, r => Set(r, "authorization", "AWS4-HMAC-SHA256 Credential=test/a/b/c, SignedHeaders=host, "
            + "Signature=x"), "400 IncompleteSignatureException", "400 IncompleteSignature", "400 AuthorizationHeaderMalformed"),
        (
            "token not asked for",
            s => s with { Token = "token" },
            _ => { },
            "400 UnrecognizedClientException",
            "403 InvalidClientTokenId",
            "400 InvalidToken"),
        ("bad payload hash", s => s with { PayloadHash = "hash" }, _ => { }, "", "", "400 InvalidArgument"),
        ("no payload hash", s => s, r => r.Headers.Remove("x-amz-content-sha256"), "", "", "400 InvalidRequest"),
    ];

    [Fact]
    public async Task Each_service_answers_in_its_own_words()
    {
        var answers = 0;
        foreach (var (what, sign, change, kms, sts, s3) in Cases)
        {
            foreach (var (service, expected) in new[] { ("kms", kms), ("sts", sts), ("s3", s3) }.Where(e => e.Item2.Length > 0))
            {
                using var request = Request(sign(new TestSigner(service)), service);
                change(request);
                Assert.Equal($"{what} {service}: {expected}", $"{what} {service}: {await SendAsync(request)}");
                answers++;
            }
        }

        Assert.Equal((23, 63), (Cases.Length, answers));
    }

    /// <summary>One port serves all services: who signed for one of them has said nothing to another.</summary>
    [Fact]
    public async Task A_signature_for_another_service_is_not_taken()
    {
        string[] names = ["kms", "sts", "s3", "iam", "ecs"];
        var tried = 0;
        foreach (var service in names[..3])
        {
            foreach (var other in names.Where(name => name != service))
            {
                using var request = Request(new TestSigner(service) { ScopeService = other }, service);
                var answer = await SendAsync(request);
                Assert.True(answer[0] == '4' || answer.StartsWith("501", StringComparison.Ordinal), $"{service} as {other}: {answer}");
                tried++;
            }
        }

        Assert.Equal(12, tried);
    }

    [Theory]
    [InlineData("900", "404 NoSuchBucket")]
    [InlineData("0", "403 AccessDenied")]
    [InlineData("604801", "400 AuthorizationQueryParametersError")]
    [InlineData("-1", "400 AuthorizationQueryParametersError")]
    [InlineData("soon", "400 AuthorizationQueryParametersError")]
    public async Task A_presigned_url_is_good_for_as_long_as_it_says(string expires, string expected)
    {
        Clock.Offset = TimeSpan.FromSeconds(2);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new TestSigner("s3").Presign(Endpoint, HttpMethod.Get, "/bucket/a%20b", expires));
        Assert.Equal(expected, await SendAsync(request));
    }

    [Fact]
    public async Task Presigned_urls_of_version_2_are_refused_with_a_clear_text()
    {
        using var http = new HttpClient();
        var text = await (
            await http.GetAsync(new Uri(Endpoint, "/b/k?AWSAccessKeyId=test&Signature=x&Expires=1"), Stop)).Content.ReadAsStringAsync(Stop);

        Assert.Contains("<Code>InvalidRequest</Code><Message>The authorization mechanism you have provided is not supported. "
            + "Please use AWS4-HMAC-SHA256.</Message>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(Endpoint, "/b/k"));
        using var response = await http.SendAsync(request, Stop);

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Stop));
        Assert.Matches("^[0-9A-F]{16}$", response.Headers.GetValues("x-amz-request-id").Single());
        Assert.NotEmpty(response.Headers.GetValues("x-amz-id-2").Single());
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static void Body(HttpRequestMessage request, string text)
    {
        var type = request.Content!.Headers.ContentType;
        request.Content = new StringContent(text);
        request.Content.Headers.ContentType = type;
    }

    private HttpRequestMessage Request(TestSigner signer, string service)
    {
        var headers = new Dictionary<string, string> { ["x-amz-target"] = service == "kms" ? "TrentService.ListKeys" : "none" };
        if (service == "sts")
        {
            headers["content-type"] = "application/x-www-form-urlencoded";
        }

        var body = service == "sts" ? "Action=GetCallerIdentity&Version=2011-06-15" : "{}";
        return signer.Sign(Endpoint, HttpMethod.Post, "/", string.Empty, Encoding.UTF8.GetBytes(body), headers);
    }

    private static async Task<string> SendAsync(HttpRequestMessage request)
    {
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        return $"{(int)response.StatusCode} {Code().Match(text).Groups["code"].Value}".TrimEnd();
    }

    [GeneratedRegex("(<Code>|\"__type\":\")(?<code>[A-Za-z]+)")]
    private static partial Regex Code();
}
