using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>A request whose signature was checked, on its way to a service.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Caller">Who signed it; the account's root where signatures are not checked.</param>
/// <param name="Region">The region of the credential scope, for example <c>eu-west-1</c>.</param>
/// <param name="RequestId">What the answer's request id header says.</param>
/// <param name="Signature">What the chunks of an <c>aws-chunked</c> body are signed with; null without a signature.</param>
internal sealed record AwsCall(HttpContext Http, Caller Caller, string Region, string RequestId, SignatureSeed? Signature);

/// <summary>The identity behind an access key.</summary>
internal sealed record Caller(string AccountId, string Arn, string UserId)
{
    /// <summary>The account's root.</summary>
    public static Caller Root(string accountId) => new(accountId, $"arn:aws:iam::{accountId}:root", accountId);
}

/// <summary>
/// The start of the chain of chunk signatures:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
/// </summary>
/// <param name="SigningKey">The derived key, 32 bytes.</param>
/// <param name="Scope"><c>YYYYMMDD/region/service/aws4_request</c>.</param>
/// <param name="Timestamp"><c>YYYYMMDDTHHMMSSZ</c>, as it was signed.</param>
/// <param name="Signature">The signature of the headers, 64 hexadecimal digits.</param>
internal sealed record SignatureSeed(byte[] SigningKey, string Scope, string Timestamp, string Signature);
