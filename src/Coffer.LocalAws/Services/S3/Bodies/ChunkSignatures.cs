using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>
/// The chain of signatures through a body: each chunk signs its hash and the signature before it, the trailer likewise.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html
/// </summary>
internal sealed class ChunkSignatures(SignatureSeed seed)
{
    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));
    private string previous = seed.Signature;

    public void VerifyChunk(byte[] sha256, string? signature) =>
        Verify(
            $"AWS4-HMAC-SHA256-PAYLOAD\n{seed.Timestamp}\n{seed.Scope}\n{previous}\n{EmptyHash}\n{Convert.ToHexStringLower(sha256)}",
            signature);

    /// <param name="trailer">The trailer's lines but for the signature, each <c>name:value\n</c>.</param>
    public void VerifyTrailer(string trailer, string? signature)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trailer)));
        Verify($"AWS4-HMAC-SHA256-TRAILER\n{seed.Timestamp}\n{seed.Scope}\n{previous}\n{hash}", signature);
    }

    private void Verify(string stringToSign, string? signature)
    {
        var bytes = Encoding.UTF8.GetBytes(stringToSign);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(seed.SigningKey, bytes));
        if (signature is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature)))
        {
            throw new AwsException(403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("StringToSign", stringToSign), ("SignatureProvided", signature ?? ""),
                ("StringToSignBytes", string.Join(' ', bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)))));
        }
        previous = expected;
    }
}
