using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Coffer.LocalAws.Tests.Signing;

/// <summary>The time of a signature: of x-amz-date, or of the Date header in any form that mail and HTTP have for it.</summary>
public sealed class DateTests
{
    [Theory]
    [InlineData("x-amz-date", "20260102T030405Z")]
    [InlineData("date", "20260102T030405Z")]
    [InlineData("date", "Fri, 02 Jan 2026 03:04:05 GMT")]
    [InlineData("date", "Fri, 02 Jan 2026 03:04:05 +0000")]
    [InlineData("date", "Fri, 02 Jan 2026 04:04:05 +0100")]
    [InlineData("date", "2026-01-02T03:04:05Z")]
    public void One_time_in_every_form(string header, string text) => Assert.Equal("20260102T030405Z", Read(header, text).Timestamp);

    [Theory]
    [InlineData("date", "")]
    [InlineData("date", "yesterday")]
    [InlineData("x-amz-date", "20260102")]
    public void What_is_no_time_is_refused(string header, string text) => Assert.Throws<AwsException>(() => Read(header, text));

    private static RequestSignature Read(string header, string text)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization =
            "AWS4-HMAC-SHA256 Credential=test/20260102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
        http.Request.Headers[header] = text;
        return SignatureReader.Read(http.Request, new S3SignatureErrors());
    }
}
