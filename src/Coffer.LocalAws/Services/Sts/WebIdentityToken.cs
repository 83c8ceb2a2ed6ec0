using System.Buffers.Text;
using System.Text.Json;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>A token that a role may be had for, if the role trusts its provider, which is in IAM and has the audience.</summary>
internal sealed record AcceptedToken(WebIdentityToken Token, OidcProvider Provider, string Audience)
{
    private const string Scheme = "https://";

    /// <summary>The token of a request: not expired, and signed with a key of the server's, where it has some.</summary>
    /// <exception cref="AwsException">It is none that a role could be had for.</exception>
    public static AcceptedToken Of(StsRequest request)
    {
        var text = request.Parameters.Required("WebIdentityToken", 4, 20000);
        var token = WebIdentityToken.Parse(text);
        if (!request.TokenKeys.Signed(text))
        {
            throw WebIdentityToken.Invalid("Couldn't retrieve verification key from your identity provider, please reference "
                + "AssumeRoleWithWebIdentity documentation for requirements");
        }

        if (token.Expires <= request.Now)
        {
            throw new AwsException(400, "ExpiredTokenException", "Token expired: current date/time must be before the "
                + "expiration date/time");
        }

        var issuer = token.Issuer.StartsWith(Scheme, StringComparison.Ordinal) ? token.Issuer[Scheme.Length..] : token.Issuer;
        var provider = request.Iam.Providers.Named(issuer.TrimEnd('/'))
            ?? throw WebIdentityToken.Invalid($"No OpenIDConnect provider found in your account for {token.Issuer}");
        var audience = token.Audiences.FirstOrDefault(provider.ClientIds.Contains)
            ?? throw WebIdentityToken.Invalid("Incorrect token audience");
        return new AcceptedToken(token, provider, audience);
    }
}

/// <summary>
/// What an OpenID Connect token claims: https://openid.net/specs/openid-connect-core-1_0.html#IDToken.
/// </summary>
internal sealed record WebIdentityToken(string Issuer, string Subject, IReadOnlyList<string> Audiences, DateTimeOffset Expires)
{
    public static WebIdentityToken Parse(string token)
    {
        try
        {
            var parts = token.Split('.');
            using var claims = JsonDocument.Parse(parts.Length == 3 ? Base64Url.DecodeFromChars(parts[1]) : []);
            var root = claims.RootElement;
            return new(
                root.GetProperty("iss").GetString()!,
                root.GetProperty("sub").GetString()!,
                AudiencesOf(root.GetProperty("aud")),
                DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64()));
        }
        catch (Exception e) when (
            e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            // Neither the parser's message nor the token: it may be a real one.
            throw Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
    }

    public static AwsException Invalid(string message) => new(400, "InvalidIdentityToken", message);

    private static List<string> AudiencesOf(JsonElement audience) => audience.ValueKind == JsonValueKind.Array
        ? [.. audience.EnumerateArray().Select(member => member.GetString()!)]
        : [audience.GetString()!];
}
