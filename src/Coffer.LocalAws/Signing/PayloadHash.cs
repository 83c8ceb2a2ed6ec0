using System.Buffers;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// What stands for the body in S3's canonical request:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
internal static class PayloadHash
{
    private const string Header = "x-amz-content-sha256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const int HexLength = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly HashSet<string> Words =
    [
        Unsigned,
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    ];

    /// <exception cref="AwsException">The header is missing where it must be, or is none of the values it may be.</exception>
    public static string ForS3(HttpRequest request, bool presigned)
    {
        var given = request.Headers[Header].ToString();
        if (presigned)
        {
            given = given.Length > 0 ? given : request.Query["X-Amz-Content-Sha256"].ToString();
            return given.Length > 0 ? given : Unsigned;
        }

        if (given.Length == 0)
        {
            throw new AwsException(400, "InvalidRequest", $"Missing required header for this request: {Header}");
        }

        if (Words.Contains(given) || (given.Length == HexLength && !given.AsSpan().ContainsAnyExcept(Hex)))
        {
            return given;
        }

        throw new AwsException(
            400,
            "InvalidArgument",
            $"{Header} must be {string.Join(", ", Words)}, or a valid sha256 value.",
            ("ArgumentName", Header),
            ("ArgumentValue", given));
    }
}
