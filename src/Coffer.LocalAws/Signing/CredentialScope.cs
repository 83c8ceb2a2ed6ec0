using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// The Credential of a signature, <c>AKID/YYYYMMDD/region/service/aws4_request</c>:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
/// </summary>
internal sealed partial record CredentialScope(string AccessKeyId, string Date, string Region, string Service, string Terminator)
{
    public const string Version4 = "aws4_request";

    /// <summary>The scope as it is signed, without the access key.</summary>
    public string Text => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <summary>Whether the region has the form of AWS's regions.</summary>
    public bool HasRegion => RegionPattern().IsMatch(Region);

    /// <summary>The scope of a request, however the request is signed; null where it has none that can be read.</summary>
    public static CredentialScope? Find(HttpRequest request)
    {
        var header = AuthorizationHeader.Parse(request.Headers.Authorization.ToString());
        var credential = header?.Credential ?? request.Query["X-Amz-Credential"].ToString();
        return Parse(credential);
    }

    /// <summary>Null where the text has not five parts.</summary>
    public static CredentialScope? Parse(string credential)
    {
        var parts = credential.Split('/');
        return parts.Length == 5 && !parts.Contains(string.Empty)
            ? new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4])
            : null;
    }

    [GeneratedRegex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$")]
    private static partial Regex RegionPattern();
}

/// <summary>The Authorization header of Signature Version 4, in parts; a part that is missing is null.</summary>
internal sealed record AuthorizationHeader(string? Credential, string? SignedHeaders, string? Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Null where the header is of another scheme.</summary>
    public static AuthorizationHeader? Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = header[Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .GroupBy(p => p[0], p => p[1], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return new AuthorizationHeader(
            parts.GetValueOrDefault("Credential"),
            parts.GetValueOrDefault("SignedHeaders"),
            parts.GetValueOrDefault("Signature"));
    }
}
