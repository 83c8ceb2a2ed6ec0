using System.Security.Cryptography;
using System.Text;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// The key of a day, region and service, and what it signs:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature
/// </summary>
internal static class SigningKey
{
    public static byte[] Derive(string secretAccessKey, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, CredentialScope.Version4])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    public static string StringToSign(string timestamp, CredentialScope scope, string canonicalRequest) =>
        $"{AuthorizationHeader.Algorithm}\n{timestamp}\n{scope.Text}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    public static string Sign(byte[] key, string stringToSign) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
