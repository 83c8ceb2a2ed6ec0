using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;

namespace Coffer.Aws;

/// <summary>The standard AWS settings that decide where requests go.</summary>
internal static class AwsSettings
{
    /// <summary>
    /// The region: the one that is configured, else <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>, the profile's. Not
    /// instance metadata: a container has the variables, and asking takes seconds where there is none.
    /// </summary>
    public static string RequireRegion(string? configured, Func<string, string?> variable) =>
        configured
        ?? Set(variable("AWS_REGION"))
        ?? Set(variable("AWS_DEFAULT_REGION"))
        ?? ProfileRegion(Set(variable("AWS_PROFILE")) ?? "default", variable)
        ?? throw new CofferException(
            ErrorCode.Configuration,
            "no AWS region is configured",
            "set AWS_REGION, or 'region' of the environment in coffer.json");

    /// <summary>
    /// Where a service is, if not at AWS: <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>, <c>AWS_ENDPOINT_URL</c>, then what is
    /// configured. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for plain http to another machine.</exception>
    public static Uri? Endpoint(string service, Uri? configured, Func<string, string?> variable)
    {
        foreach (var name in new[] { $"AWS_ENDPOINT_URL_{service}", "AWS_ENDPOINT_URL" })
        {
            if (Set(variable(name)) is not { } text)
            {
                continue;
            }

            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsProtected(uri)
                ? uri
                : throw new CofferException(
                    ErrorCode.Configuration,
                    $"{name} is neither an https URL nor an http URL of this machine",
                    "plaintext would travel unencrypted; use https");
        }

        return configured;
    }

    /// <summary>Whether plaintext may go there: https, or http that does not leave this machine.</summary>
    public static bool IsProtected(Uri endpoint) => endpoint.IsAbsoluteUri
        && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && HostKinds.IsLoopback(endpoint)));

    /// <summary>A setting without blanks around it; null where nothing is left.</summary>
    public static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string? ProfileRegion(string profile, Func<string, string?> variable)
    {
        try
        {
            return ProfileFiles.Find(profile, variable)?.Region?.SystemName;
        }
        catch (Amazon.Runtime.AmazonClientException)
        {
            return null;
        }
    }
}
