namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>
/// What <c>x-amz-content-sha256</c> says of the body:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
/// <param name="IsChunked">The body is <c>aws-chunked</c>.</param>
/// <param name="IsSigned">Each chunk carries a signature.</param>
/// <param name="HasTrailer">A trailer follows the last chunk.</param>
/// <param name="Sha256">The hash of a body that is plain and signed.</param>
internal sealed record PayloadEncoding(bool IsChunked, bool IsSigned, bool HasTrailer, string? Sha256)
{
    public const string HeaderName = "x-amz-content-sha256";

    public static PayloadEncoding Parse(string? header) => header switch
    {
        // A presigned URL does not say; its body is unsigned.
        null or "UNSIGNED-PAYLOAD" => new(false, false, false, null),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new(true, false, true, null),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new(true, true, false, null),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new(true, true, true, null),
        { Length: 64 } when header.All(char.IsAsciiHexDigit) => new(false, false, false, header.ToLowerInvariant()),
        _ when header.StartsWith("STREAMING-AWS4-ECDSA-", StringComparison.Ordinal) => throw S3Errors.NotImplemented(HeaderName),
        _ => throw S3Errors.InvalidArgument(
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
            + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.", HeaderName, header),
    };
}
