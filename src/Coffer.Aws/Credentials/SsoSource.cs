using System.Text.Json;
using Amazon;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Core.Model;

namespace Coffer.Aws.Credentials;

/// <summary>
/// A role of IAM Identity Center, by the token that <c>aws sso login</c> left:
/// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
/// </summary>
internal sealed class SsoSource(CredentialContext context)
{
    private const string Roles = "look at sso_account_id and sso_role_name; 'aws sso list-account-roles' shows which there are";

    private static readonly SmallService Portal = new("sso", "IAM Identity Center", Attempt.Usual)
    {
        RequireWhole = static body => Keys(body),
    };

    /// <summary>Asks for the keys of the profile's role.</summary>
    public async Task<AwsKeys> AskAsync(string profile, AwsProfile settings, CancellationToken cancellation)
    {
        var login = $"run 'aws sso login --profile {profile}'";
        var session = settings["sso_session"];
        string Required(string setting) => settings[setting] ?? throw new SourceException(
            $"{setting} is not set{(session is null ? "" : $", neither there nor in [sso-session {AddressGrammar.Printable(session)}]")}",
            "'aws configure sso' writes the whole profile");

        var region = PlaceNames.Region(Required("sso_region"), "sso_region of the AWS profile");
        var account = Required("sso_account_id");
        var role = Required("sso_role_name");
        var cache = new SsoTokenCache(context, session ?? Required("sso_start_url"));
        var token = await cache.TokenAsync(region, login, cancellation).ConfigureAwait(false);

        var portal = AwsSettings.Endpoint("SSO", null, context.Variable) ?? Endpoint("portal.sso", region);
        var address = new Uri(
            portal, $"/federation/credentials?role_name={Uri.EscapeDataString(role)}&account_id={Uri.EscapeDataString(account)}");
        var answer = await context.Http.AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.TryAddWithoutValidation("x-amz-sso_bearer_token", token);
                return request;
            },
            Portal,
            cancellation).ConfigureAwait(false);
        return answer.Error?.Status switch
        {
            401 => throw new SourceException("IAM Identity Center does not take the token of the last login", login),
            403 => throw new SourceException($"IAM Identity Center refuses the role '{role}' of account {account}", Roles),
            _ => Keys(answer.Success("IAM Identity Center", Roles)),
        };
    }

    /// <summary>A service of IAM Identity Center in a region.</summary>
    public static Uri Endpoint(string host, string region) =>
        new($"https://{host}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");

    private static AwsKeys Keys(byte[] json)
    {
        using var document = CredentialJson.Parse(json);
        var keys = document.RootElement.TryGetProperty("roleCredentials", out var found) && found.ValueKind == JsonValueKind.Object
            ? found
            : throw SourceException.Lacking("it answered without 'roleCredentials'");
        return new AwsKeys(
            CredentialJson.Required(keys, "accessKeyId"),
            CredentialJson.Required(keys, "secretAccessKey"),
            CredentialJson.Required(keys, "sessionToken"),
            keys.TryGetProperty("expiration", out var time)
                && time.TryGetInt64(out var milliseconds)
                && milliseconds is > 0 and < 253402300799999
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : throw SourceException.Lacking("it answered without 'expiration'"));
    }
}
