using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// The text that a signature covers:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
/// </summary>
internal static class CanonicalRequest
{
    /// <summary>Builds the text from the bytes that were sent, not from what the web server made of them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">The names of the signed headers, in the client's order.</param>
    /// <param name="payloadHash">What stands for the body.</param>
    /// <param name="service">S3's paths are encoded once and never normalised.</param>
    public static string Build(HttpRequest request, IReadOnlyList<string> signedHeaders, string payloadHash, string service)
    {
        var (path, query) = Target(request);
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(service == "s3" ? UriEncoding.Normalize(path, keepSlash: true, plusIsSpace: false) : NormalizedPath(path)).Append('\n')
            .Append(Query(query)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':').Append(HeaderValue(request, name)).Append('\n');
        }

        return text.Append('\n')
            .AppendJoin(';', signedHeaders).Append('\n')
            .Append(payloadHash)
            .ToString();
    }

    private static (string Path, string Query) Target(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (!target.StartsWith('/') && authority >= 0)
        {
            // What a client sends to a proxy: the whole URL.
            var slash = target.IndexOf('/', authority + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (target, string.Empty) : (target[..question], target[(question + 1)..]);
    }

    private static string NormalizedPath(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
            }
            else if (segment != ".")
            {
                segments.Add(UriEncoding.Encode(segment, keepSlash: false));
            }
        }

        var trailing = path.EndsWith('/') && segments.Count > 0 ? "/" : string.Empty;
        return "/" + string.Join('/', segments) + trailing;
    }

    private static string Query(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => (Name: Normalize(p[0]), Value: p.Length > 1 ? Normalize(p[1]) : string.Empty))
            .Where(p => p.Name != "X-Amz-Signature")
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(p => $"{p.Name}={p.Value}"));

        static string Normalize(string raw) => UriEncoding.Normalize(raw, keepSlash: false, plusIsSpace: true);
    }

    private static string HeaderValue(HttpRequest request, string name) =>
        string.Join(',', request.Headers[name].Select(v => Trim(v ?? string.Empty)));

    private static string Trim(string value) =>
        string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
