using System.Globalization;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// What AWS's common front end answers for every service but S3:
/// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
/// </summary>
internal sealed class ProtocolSignatureErrors : SignatureErrors
{
    public static readonly ProtocolSignatureErrors Json = new()
    {
        Status = 400,
        MissingCode = "MissingAuthenticationTokenException",
        IncompleteCode = "IncompleteSignatureException",
        InvalidCode = "InvalidSignatureException",
        UnknownKeyCode = "UnrecognizedClientException",
        ExpiredTokenCode = "ExpiredTokenException",
    };

    public static readonly ProtocolSignatureErrors Query = new()
    {
        Status = 403,
        MissingCode = "MissingAuthenticationToken",
        IncompleteCode = "IncompleteSignature",
        InvalidCode = "SignatureDoesNotMatch",
        UnknownKeyCode = "InvalidClientTokenId",
        ExpiredTokenCode = "ExpiredToken",
    };

    private ProtocolSignatureErrors()
    {
    }

    private int Status { get; init; }

    private string MissingCode { get; init; } = string.Empty;

    private string IncompleteCode { get; init; } = string.Empty;

    private string InvalidCode { get; init; } = string.Empty;

    private string UnknownKeyCode { get; init; } = string.Empty;

    private string ExpiredTokenCode { get; init; } = string.Empty;

    public override AwsException Missing() => new(Status, MissingCode, "Request is missing Authentication Token");

    public override AwsException UnsupportedMechanism() => Incomplete(
        "The signature is not of AWS Signature Version 4 (AWS4-HMAC-SHA256), the only one that is supported.");

    public override AwsException Incomplete(string parameter, bool presigned) => presigned
        ? Incomplete($"AWS query-string parameters must include '{parameter}'. Re-examine the query-string parameters.")
        : Incomplete($"Authorization header requires '{parameter}' parameter.");

    public override AwsException MalformedCredential(string credential, bool presigned) => Incomplete(
        $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");

    public override AwsException WrongScope(string what, string given, string expected) => what switch
    {
        "region" => Invalid("Credential should be scoped to a valid region."),
        "service" => Invalid($"Credential should be scoped to correct service: '{expected}'."),
        "date" => Invalid(
            $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{given}' != '{expected}'."),
        _ => Invalid($"Credential should be scoped with a valid terminator: '{expected}', not '{given}'."),
    };

    public override AwsException NoDate() => Incomplete("Date must be in ISO-8601 'basic format'. Authorization header "
        + "requires existence of either a 'X-Amz-Date' or a 'Date' header.");

    public override AwsException BadLifetime(string why) => Incomplete(why);

    public override AwsException UnknownKey(string accessKeyId) => InvalidToken();

    public override AwsException InvalidToken() => new(
        Status, UnknownKeyCode, "The security token included in the request is invalid.");

    public override AwsException ExpiredToken() => new(
        Status, ExpiredTokenCode, "The security token included in the request is expired");

    public override AwsException Skewed(RequestSignature signature, DateTimeOffset now, TimeSpan allowed)
    {
        var minutes = allowed.TotalMinutes.ToString(CultureInfo.InvariantCulture);
        return signature.Time < now
            ? Invalid($"Signature expired: {signature.Timestamp} is now earlier than {Basic(now - allowed)} ({Basic(now)} - "
                + $"{minutes} min.)")
            : Invalid($"Signature not yet current: {signature.Timestamp} is still later than {Basic(now + allowed)} "
                + $"({Basic(now)} + {minutes} min.)");
    }

    public override AwsException NotYetValid(RequestSignature signature, DateTimeOffset now) =>
        Invalid($"Signature not yet current: {signature.Timestamp} is still later than {Basic(now)}");

    public override AwsException Expired(RequestSignature signature, DateTimeOffset now) =>
        Invalid($"Signature expired: {Basic(signature.Time + (signature.Lifetime ?? TimeSpan.Zero))} is now earlier than {Basic(now)}");

    public override AwsException NotSigned(IReadOnlyList<string> headers) =>
        Invalid($"'{headers[0]}' must be a 'SignedHeader' in the AWS Authorization.");

    public override AwsException Mismatch(RequestSignature signature, string stringToSign, string canonicalRequest) => Invalid(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
            + "signing method. Consult the service documentation for details.");

    private static string Basic(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private AwsException Invalid(string message) => new(Status, InvalidCode, message);

    private AwsException Incomplete(string message) => new(400, IncompleteCode, message);
}
