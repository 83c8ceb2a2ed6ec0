using System.Buffers.Text;
using System.Text.Json;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>
/// What an OpenID Connect token claims: https://openid.net/specs/openid-connect-core-1_0.html#IDToken. Its signature is not
/// checked: the issuer's keys are on the internet, and nothing here goes there.
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
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
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
