using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Listing;

/// <summary>Where a listing goes on, opaque to clients; the hash tells a token from anything else.</summary>
internal static class ContinuationToken
{
    private const int HashBytes = 8;

    public static string Of(string last)
    {
        var bytes = Encoding.UTF8.GetBytes(last);
        return Base64Url.EncodeToString([.. SHA256.HashData(bytes).AsSpan(0, HashBytes), .. bytes]);
    }

    public static string Parse(string token)
    {
        if (!Base64Url.IsValid(token))
        {
            throw Incorrect();
        }
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length > HashBytes && SHA256.HashData(bytes.AsSpan(HashBytes)).AsSpan(0, HashBytes).SequenceEqual(bytes.AsSpan(0, HashBytes))
            ? Encoding.UTF8.GetString(bytes.AsSpan(HashBytes))
            : throw Incorrect();
    }

    private static AwsException Incorrect() => S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token");
}
