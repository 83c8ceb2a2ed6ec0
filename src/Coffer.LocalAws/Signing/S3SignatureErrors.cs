using System.Globalization;
using System.Text;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Signing;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal sealed class S3SignatureErrors : SignatureErrors
{
    public override AwsException Missing() => new(403, "AccessDenied", "Access Denied");

    public override AwsException Several(string header) => new(
        400,
        "InvalidArgument",
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the "
            + "Authorization header "
            + "should be specified",
        ("ArgumentName", "Authorization"),
        ("ArgumentValue", header));

    public override AwsException UnsupportedMechanism() => new(
        400,
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");

    public override AwsException Incomplete(string parameter, bool presigned) => presigned
        ? new(
            400,
            "AuthorizationQueryParametersError",
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
                + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
        : Malformed("The authorization header is malformed; the authorization header requires three components: Credential, "
            + "SignedHeaders, and Signature.");

    public override AwsException MalformedCredential(string credential, bool presigned)
    {
        const string Expected = "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
        return presigned
            ? new(400, "AuthorizationQueryParametersError", "Error parsing the X-Amz-Credential parameter; the Credential "
                + $"is mal-formed; {Expected}")
            : Malformed($"The authorization header is malformed; the Credential is mal-formed; {Expected}");
    }

    public override AwsException WrongScope(string what, string given, string expected) =>
        Malformed($"The authorization header is malformed; the {what} '{given}' is wrong; expecting '{expected}'");

    public override AwsException NoDate() => new(
        403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");

    public override AwsException BadLifetime(string why) => new(400, "AuthorizationQueryParametersError", why);

    public override AwsException UnknownKey(string accessKeyId) => new(
        403,
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        ("AWSAccessKeyId", accessKeyId));

    public override AwsException InvalidToken() => new(
        400, "InvalidToken", "The provided token is malformed or otherwise invalid.");

    public override AwsException ExpiredToken() => new(400, "ExpiredToken", "The provided token has expired.");

    public override AwsException Skewed(RequestSignature signature, DateTimeOffset now, TimeSpan allowed) => new(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        ("RequestTime", signature.Timestamp),
        ("ServerTime", Iso(now)),
        ("MaxAllowedSkewMilliseconds", allowed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)));

    public override AwsException NotYetValid(RequestSignature signature, DateTimeOffset now) => new(
        403, "AccessDenied", "Request is not valid yet", ("X-Amz-Date", Iso(signature.Time)), ("ServerTime", Iso(now)));

    public override AwsException Expired(RequestSignature signature, DateTimeOffset now)
    {
        var lifetime = signature.Lifetime ?? TimeSpan.Zero;
        return new(
            403,
            "AccessDenied",
            "Request has expired",
            ("X-Amz-Expires", lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
            ("Expires", Iso(signature.Time + lifetime)),
            ("ServerTime", Iso(now)));
    }

    public override AwsException NotSigned(IReadOnlyList<string> headers) => new(
        403,
        "AccessDenied",
        "There were headers present in the request which were not signed",
        ("HeadersNotSigned", string.Join(", ", headers)));

    public override AwsException Mismatch(RequestSignature signature, string stringToSign, string canonicalRequest) => new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        ("AWSAccessKeyId", signature.Scope.AccessKeyId),
        ("StringToSign", stringToSign),
        ("SignatureProvided", signature.Signature),
        ("StringToSignBytes", Bytes(stringToSign)),
        ("CanonicalRequest", canonicalRequest),
        ("CanonicalRequestBytes", Bytes(canonicalRequest)));

    private static AwsException Malformed(string message) => new(400, "AuthorizationHeaderMalformed", message);

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Bytes(string text) =>
        string.Join(' ', Encoding.UTF8.GetBytes(text).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
