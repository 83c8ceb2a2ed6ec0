namespace Coffer.LocalAws.Signing;

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
