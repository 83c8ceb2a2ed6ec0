using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.Aws.Credentials;

namespace Coffer.Aws.Wire;

/// <summary>What is signed of a request.</summary>
/// <param name="Method">GET, POST.</param>
/// <param name="Path">The path as it is sent, from the first slash.</param>
/// <param name="Query">The query as it is sent, without the question mark: names in the order of their bytes.</param>
/// <param name="ContentHash">The SHA-256 of the body, in lower case hexadecimal.</param>
internal sealed record RequestToSign(string Method, string Path, string Query, string ContentHash)
{
    /// <summary>The SHA-256 of no body.</summary>
    public const string NoContent = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The headers that are signed, by their names in lower case.</summary>
    public SortedList<string, string> Headers { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Signature Version 4, in the header: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </summary>
/// <param name="region">The region that is asked.</param>
/// <param name="service">The service, as signatures name it: <c>kms</c>, <c>s3</c>, <c>sts</c>.</param>
internal sealed class Signer(string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    // The same for all requests of a day.
    private volatile DayKey? last;

    /// <summary>How a time is written in a request.</summary>
    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The SHA-256 of a body, as a request to sign has it.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="request">The request, with the header <c>x-amz-date</c>.</param>
    /// <param name="keys">Whose keys sign.</param>
    public string Authorization(RequestToSign request, AwsKeys keys)
    {
        var stamp = request.Headers["x-amz-date"];
        var day = stamp[..8];
        var scope = $"{day}/{region}/{service}/aws4_request";
        var names = string.Join(';', request.Headers.Keys);
        var text = new StringBuilder($"{request.Method}\n{request.Path}\n{request.Query}\n");
        foreach (var (name, value) in request.Headers)
        {
            text.Append(name).Append(':').Append(OneBlank(value)).Append('\n');
        }

        text.Append('\n').Append(names).Append('\n').Append(request.ContentHash);
        var toSign = $"{Algorithm}\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(text.ToString()))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(KeyOf(keys, day), Encoding.UTF8.GetBytes(toSign)));
        return $"{Algorithm} Credential={keys.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    // Blanks around a value do not count, and several within it count as one.
    private static string OneBlank(string value)
    {
        value = value.Trim();
        while (value.Contains("  ", StringComparison.Ordinal))
        {
            value = value.Replace("  ", " ", StringComparison.Ordinal);
        }

        return value;
    }

    private byte[] KeyOf(AwsKeys keys, string day)
    {
        if (last is { } known && known.Keys == keys && known.Day == day)
        {
            return known.Key;
        }

        var key = Encoding.UTF8.GetBytes("AWS4" + keys.SecretAccessKey);
        foreach (var part in new[] { day, region, service, "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        last = new DayKey(keys, day, key);
        return key;
    }

    // No record: its ToString would tell the parts.
    private sealed class DayKey(AwsKeys keys, string day, byte[] key)
    {
        public AwsKeys Keys => keys;

        public string Day => day;

        public byte[] Key => key;
    }
}
