using System.Security.Cryptography;
using System.Text;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// The canonical user id of an account: 64 hexadecimal digits that say nothing else.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html
/// </summary>
internal static class CanonicalUser
{
    public static string IdOf(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)));
}
