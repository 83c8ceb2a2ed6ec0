using System.Net.Http.Headers;
using Amazon;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Aws.Wire;

namespace Coffer.Aws.Credentials;

/// <summary>A role, as a profile or the variables name it.</summary>
internal sealed record RoleToAssume(string Arn, string? SessionName, string? ExternalId);

/// <summary>
/// The two actions of STS that give keys for a role: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html.
/// A client of the SDK for them would be megabytes.
/// </summary>
internal sealed class StsClient(CredentialContext context)
{
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";
    private const string DefaultSessionName = "coffer";
    private const string Service = "sts";
    private const string ApiVersion = "2011-06-15";

    // What AWS's clock is ahead of ours.
    private TimeSpan skew;

    /// <summary>By keys of somebody who may take the role.</summary>
    public Task<AwsKeys> AssumeRoleAsync(AwsKeys source, RoleToAssume role, CancellationToken cancellation) =>
        KeysOfAsync("AssumeRole", Parameters("AssumeRole", role), source, role, cancellation);

    /// <summary>By an identity provider's token; the request is not signed.</summary>
    public Task<AwsKeys> AssumeRoleWithWebIdentityAsync(string token, RoleToAssume role, CancellationToken cancellation) =>
        KeysOfAsync(
            "AssumeRoleWithWebIdentity",
            [.. Parameters("AssumeRoleWithWebIdentity", role), new("WebIdentityToken", token)],
            null,
            role,
            cancellation);

    /// <summary>Who keys are of; every caller may ask.</summary>
    /// <returns>The ARN, and AWS's clock, where the answer has it.</returns>
    public async Task<(string Arn, DateTimeOffset? Time)> GetCallerIdentityAsync(AwsKeys keys, CancellationToken cancellation)
    {
        var (fields, time) = await AskAsync(
            "GetCallerIdentity",
            [new("Action", "GetCallerIdentity"), new("Version", ApiVersion)],
            keys,
            "",
            said => Required(said, "GetCallerIdentity", "Arn"),
            cancellation).ConfigureAwait(false);
        return (Required(fields, "GetCallerIdentity", "Arn"), time);
    }

    private static List<KeyValuePair<string, string>> Parameters(string action, RoleToAssume role)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("Action", action),
            new("Version", ApiVersion),
            new("RoleArn", role.Arn),
            new("RoleSessionName", role.SessionName ?? DefaultSessionName),
        ];
        if (role.ExternalId is { } externalId)
        {
            parameters.Add(new("ExternalId", externalId));
        }

        return parameters;
    }

    private async Task<AwsKeys> KeysOfAsync(
        string action,
        IEnumerable<KeyValuePair<string, string>> parameters,
        AwsKeys? signer,
        RoleToAssume role,
        CancellationToken cancellation)
    {
        var (fields, _) = await AskAsync(
            action, parameters, signer, $" of '{role.Arn}'", said => KeysIn(said, action), cancellation).ConfigureAwait(false);
        return KeysIn(fields, action);
    }

    private static AwsKeys KeysIn(Dictionary<string, string> fields, string action) => new(
        Required(fields, action, "AccessKeyId"),
        Required(fields, action, "SecretAccessKey"),
        Required(fields, action, "SessionToken"),
        CredentialJson.Time(Required(fields, action, "Expiration"), "Expiration"));

    private static string Required(Dictionary<string, string> fields, string action, string name) =>
        fields.GetValueOrDefault(name) ?? throw SourceException.Lacking($"sts:{action} answered without '{name}'");

    private async Task<(Dictionary<string, string> Fields, DateTimeOffset? Time)> AskAsync(
        string action,
        IEnumerable<KeyValuePair<string, string>> parameters,
        AwsKeys? signer,
        string of,
        Action<Dictionary<string, string>> requireWhole,
        CancellationToken cancellation)
    {
        var region = AwsSettings.RegionOfVariables(context.Variable) ?? context.Region;
        var endpoint = AwsSettings.Endpoint("STS", null, context.Variable)
            ?? new Uri($"https://sts.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");
        using var content = new FormUrlEncodedContent(parameters);
        var body = await content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        var service = new SmallService(Service, $"sts:{action}", Attempt.Usual)
        {
            Skewed = time => skew = time - context.Clock.GetUtcNow(),
            ErrorIn = ErrorIn,
            RequireWhole = said => requireWhole(XmlTexts.Of(said)),
        };
        var answer = await context.Http.AskAsync(
            () => Request(endpoint, body, signer, region), service, cancellation).ConfigureAwait(false);
        return (XmlTexts.Of(answer.Success($"sts:{action}{of}")), answer.Date);
    }

    private static (string? Code, string? Message) ErrorIn(byte[] body)
    {
        var fields = XmlTexts.Of(body);
        return (fields.GetValueOrDefault("Code"), fields.GetValueOrDefault("Message"));
    }

    private HttpRequestMessage Request(Uri endpoint, byte[] body, AwsKeys? signer, string region)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Form);
        if (signer is not null)
        {
            Sign(request, body, signer, region);
        }

        return request;
    }

    private void Sign(HttpRequestMessage request, byte[] body, AwsKeys signer, string region)
    {
        var toSign = new RequestToSign("POST", "/", "", Signer.Hash(body))
        {
            Headers =
            {
                ["content-type"] = Form,
                ["host"] = request.RequestUri!.Authority,
                ["x-amz-date"] = Signer.Stamp(context.Clock.GetUtcNow() + skew),
            },
        };
        if (signer.SessionToken is { } token)
        {
            toSign.Headers["x-amz-security-token"] = token;
        }

        foreach (var (name, value) in toSign.Headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", new Signer(region, Service).Authorization(toSign, signer));
    }
}
