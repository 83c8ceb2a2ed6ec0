using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>
/// Signature Version 4 for S3, written from its documentation and apart from the server's own:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
internal sealed class ReferenceSigner(string region)
{
    private readonly string timestamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    private string previous = "";

    private string Scope => $"{timestamp[..8]}/{region}/s3/aws4_request";

    private byte[] Key => new[] { timestamp[..8], region, "s3", "aws4_request" }
        .Aggregate("AWS4test"u8.ToArray(), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));

    public HttpRequestMessage Sign(Uri endpoint, HttpMethod method, string pathAndQuery, Dictionary<string, string> headers, byte[] body)
    {
        var uri = new Uri(
            endpoint.GetLeftPart(UriPartial.Authority) + pathAndQuery,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = headers.GetValueOrDefault("host", uri.Authority),
            ["x-amz-date"] = timestamp,
            ["x-amz-content-sha256"] = Hex(SHA256.HashData(body)),
        };
        foreach (var (name, value) in headers)
        {
            signed[name] = value;
        }
        var question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        var query = question < 0 ? "" : CanonicalQuery(pathAndQuery[(question + 1)..]);
        var names = string.Join(';', signed.Keys);
        var canonical = $"{method}\n{path}\n{query}\n"
            + $"{string.Concat(signed.Select(h => $"{h.Key}:{h.Value}\n"))}\n{names}\n{signed["x-amz-content-sha256"]}";
        previous = SignText($"AWS4-HMAC-SHA256\n{timestamp}\n{Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");

        var request = new HttpRequestMessage(method, uri) { Content = body.Length > 0
            || method == HttpMethod.Put ? new ByteArrayContent(body) : null };
        foreach (var (name, value) in signed)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=test/{Scope}, "
            + $"SignedHeaders={names}, Signature={previous}");
        return request;
    }

    public string SignChunk(byte[] chunk) => previous = SignText(
        $"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{Scope}\n{previous}\n{Hex(SHA256.HashData([]))}\n{Hex(SHA256.HashData(chunk))}");

    public string SignTrailer(string trailer) => previous = SignText(
        $"AWS4-HMAC-SHA256-TRAILER\n{timestamp}\n{Scope}\n{previous}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(trailer)))}");

    private static string CanonicalQuery(string query) => string.Join('&', query.Split('&')
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
        .Order(StringComparer.Ordinal));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private string SignText(string text) => Hex(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));
}
