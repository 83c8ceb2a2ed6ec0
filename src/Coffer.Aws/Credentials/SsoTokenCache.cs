using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Aws.Answers;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Credentials;

/// <summary>
/// The token of <c>aws sso login</c>, in the file that the AWS CLI and all SDKs share:
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html. Its name is a hash of the session's name
/// or of the start URL.
/// </summary>
internal sealed class SsoTokenCache(CredentialContext context, string key)
{
    private static readonly SmallService Oidc = new("sso_oidc", "IAM Identity Center", Attempt.Usual)
    {
        RequireWhole = static body =>
        {
            using var renewed = CredentialJson.Parse(body);
            _ = CredentialJson.Required(renewed.RootElement, "accessToken");
        },
    };

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>A token that is still good, refreshed if need be.</summary>
    public async Task<string> TokenAsync(string region, string login, CancellationToken cancellation)
    {
        var path = PathOf(key) ?? throw new SourceException("there was no login (there is no home folder)", login);
        using var cached = Read(path, login);
        var token = CredentialJson.Text(
            cached.RootElement, "accessToken") ?? throw new SourceException("the token of the last login has no 'accessToken'", login);
        return IsPast(cached.RootElement, "expiresAt")
            ? await RefreshAsync(cached.RootElement, path, region, login, cancellation).ConfigureAwait(false)
            : token;
    }

    private static string? PathOf(string key)
    {
#pragma warning disable CA5350 // names a file; the AWS CLI decided which hash
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(key)));
#pragma warning restore CA5350
        return ProfileFiles.InHome("sso", "cache", $"{name}.json");
    }

    private static JsonDocument Read(string path, string login)
    {
        try
        {
            return CredentialJson.Parse(CredentialContext.Bytes(path));
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.IsMissing(exception)
                ? new SourceException($"there was no login ('{path}' is not there)", login)
                : new SourceException(
                    $"the token of the last login cannot be read: {FileTrouble.Cause(exception)} ('{path}')",
                    "look at the file's owner and mode");
        }
        catch (SourceException)
        {
            throw new SourceException($"the token of the last login is malformed ('{path}')", login);
        }
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private bool IsPast(JsonElement cached, string name) =>
        CredentialJson.Text(cached, name) is not { } text
            || CredentialJson.Time(text.Replace("UTC", "Z", StringComparison.Ordinal), name) - Margin <= context.Clock.GetUtcNow();

    /// <summary>https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html</summary>
    private async Task<string> RefreshAsync(JsonElement cached, string path, string region, string login, CancellationToken cancellation)
    {
        if (CredentialJson.Text(cached, "refreshToken") is not { } refresh
            || CredentialJson.Text(cached, "clientId") is not { } client
            || CredentialJson.Text(cached, "clientSecret") is not { } secret
            || IsPast(cached, "registrationExpiresAt"))
        {
            throw new SourceException("the login has expired", login);
        }

        var body = Bytes(new JsonObject
        {
            ["clientId"] = client,
            ["clientSecret"] = secret,
            ["grantType"] = "refresh_token",
            ["refreshToken"] = refresh,
        });
        var endpoint = AwsSettings.Endpoint("SSO_OIDC", null, context.Variable) ?? SsoSource.Endpoint("oidc", region);
        var answer = await context.Http.AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/token")) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                return request;
            },
            Oidc,
            cancellation).ConfigureAwait(false);
        if (answer.Error is { Status: >= 400 and < 500 } error && ErrorTable.Of(error).Kind == FailureKind.Final)
        {
            throw new SourceException("the login has expired, and IAM Identity Center does not renew it", login);
        }

        using var renewed = CredentialJson.Parse(answer.Success("IAM Identity Center"));
        var token = CredentialJson.Required(renewed.RootElement, "accessToken");
        Keep(cached, renewed.RootElement, token, path);
        return token;
    }

    /// <summary>The old refresh token may be used up: the next one who asks needs the new one.</summary>
    private void Keep(JsonElement cached, JsonElement renewed, string token, string path)
    {
        var lifetime = renewed.TryGetProperty("expiresIn", out var given) && given.TryGetInt32(out var seconds) ? seconds : 0;
        var kept = JsonObject.Create(cached.Clone())!;
        kept["accessToken"] = token;
        kept["expiresAt"] = context.Clock.GetUtcNow().AddSeconds(lifetime).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        kept["refreshToken"] = CredentialJson.Text(renewed, "refreshToken") ?? CredentialJson.Text(cached, "refreshToken");
        try
        {
            AtomicFile.Replace(path, path, Bytes(kept));
        }
        catch (CofferException)
        {
            // A home that cannot be written to is no reason to fail: this run has its token.
        }
    }
}
