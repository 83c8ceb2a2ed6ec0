using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>A second implementation of Signature Version 4, for requests that no SDK would send.</summary>
internal sealed record TestSigner(string Service)
{
    public string AccessKey { get; init; } = "test";

    public string Secret { get; init; } = "test";

    public string Region { get; init; } = "eu-west-1";

    public string ScopeService { get; init; } = Service;

    /// <summary>The day in the scope; that of the date where it is null.</summary>
    public string? ScopeDay { get; init; }

    public string? Token { get; init; }

    public string? PayloadHash { get; init; }

    public TimeSpan Offset { get; init; }

    public IReadOnlyList<string> Unsigned { get; init; } = [];

    /// <summary>The request with an Authorization header. Path and query must be in canonical form.</summary>
    public HttpRequestMessage Sign(
        Uri endpoint, HttpMethod method, string path, string query, byte[] body, Dictionary<string, string> headers)
    {
        var date = (TimeProvider.System.GetUtcNow() + Offset).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var all = new SortedDictionary<string, string>(headers, StringComparer.Ordinal)
        {
            ["host"] = endpoint.Authority,
            ["x-amz-date"] = date,
        };
        var hash = PayloadHash ?? Convert.ToHexStringLower(SHA256.HashData(body));
        if (Service == "s3")
        {
            all["x-amz-content-sha256"] = hash;
        }

        if (Token is not null)
        {
            all["x-amz-security-token"] = Token;
        }

        var signed = all.Where(h => !Unsigned.Contains(h.Key)).ToList();
        var names = string.Join(';', signed.Select(h => h.Key));
        var canonical = $"{method}\n{path}\n{query}\n{string.Concat(signed.Select(h => $"{h.Key}:{h.Value}\n"))}\n{names}\n{hash}";
        var day = ScopeDay ?? date[..8];
        var scope = $"{day}/{Region}/{ScopeService}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        all["authorization"] = $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders={names}, "
            + $"Signature={Signature(day, toSign)}";
        return Message(new Uri(
            $"{endpoint.GetLeftPart(UriPartial.Authority)}{path}{(query.Length > 0 ? "?" + query : string.Empty)}"), method, body, all);
    }

    /// <summary>A URL that carries its signature.</summary>
    public Uri Presign(Uri endpoint, HttpMethod method, string path, string expires)
    {
        var date = (TimeProvider.System.GetUtcNow() + Offset).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{date[..8]}/{Region}/{ScopeService}/aws4_request";
        var query = $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Uri.EscapeDataString($"{AccessKey}/{scope}")}&X-Amz-Date={date}&"
            + $"X-Amz-Expires={expires}&X-Amz-SignedHeaders=host";
        var canonical = $"{method}\n{path}\n{query}\nhost:{endpoint.Authority}\n\nhost\nUNSIGNED-PAYLOAD";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return new Uri($"{endpoint.GetLeftPart(UriPartial.Authority)}{path}?{query}&X-Amz-Signature={Signature(date[..8], toSign)}");
    }

    private string Signature(string day, string toSign)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in (string[])[day, Region, ScopeService, "aws4_request", toSign])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(key);
    }

    private static HttpRequestMessage Message(Uri uri, HttpMethod method, byte[] body, IDictionary<string, string> headers)
    {
        var message = new HttpRequestMessage(method, uri) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            _ = name.StartsWith("content-", StringComparison.Ordinal)
                ? message.Content.Headers.TryAddWithoutValidation(name, value)
                : message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
