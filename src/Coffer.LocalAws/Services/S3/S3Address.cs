using System.Text;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// The bucket and key a request is for, read from the bytes of the request line: a server's own decoding would
/// resolve <c>..</c> and doubled slashes, which are ordinary characters of a key.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
/// </summary>
internal sealed partial record S3Address(string? Bucket, string? Key)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static S3Address Of(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return Parse(http.Features.GetRequiredFeature<ServedHosts>().Find(http.Request.Host.Host), target);
    }

    /// <param name="inFront">What stands in front of the host that is served; null or empty for nothing.</param>
    /// <param name="target">The target of the request line.</param>
    public static S3Address Parse(string? inFront, string target)
    {
        var path = PathOf(target);
        if (NullIfEmpty(ServiceSuffix().Replace(inFront ?? string.Empty, string.Empty)) is { } bucket)
        {
            return new(bucket, NullIfEmpty(Decode(path)));
        }
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new(NullIfEmpty(Decode(path)), null)
            : new(Decode(path[..slash]), NullIfEmpty(Decode(path[(slash + 1)..])));
    }

    /// <summary>Percent-decodes into UTF-8; what is not UTF-8 is no key.</summary>
    public static string Decode(string escaped)
    {
        try
        {
            var bytes = new List<byte>(escaped.Length);
            for (var i = 0; i < escaped.Length; i++)
            {
                if (escaped[i] != '%')
                {
                    bytes.AddRange(Encoding.UTF8.GetBytes(escaped[i].ToString()));
                    continue;
                }
                bytes.AddRange(Convert.FromHexString(escaped.AsSpan(i + 1, 2)));
                i += 2;
            }
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new AwsException(400, "InvalidURI", "Couldn't parse the specified URI.", ("URI", escaped));
        }
    }

    private static string PathOf(string target)
    {
        var start = 0;
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && target[0] != '/')
        {
            start = Math.Max(target.IndexOf('/', scheme + 3), 0);
        }
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = target[start..(end < 0 ? target.Length : end)];
        return path.StartsWith('/') ? path[1..] : path;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"(^|\.)s3(\.[a-z]{2,}(-[a-z]+)+-[0-9])?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceSuffix();
}
