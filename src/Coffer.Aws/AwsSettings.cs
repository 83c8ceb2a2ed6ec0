using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;
using Coffer.Core.Model;

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
        ?? RegionOfVariables(variable)
        ?? (ProfileFiles.Find(ProfileFiles.Chosen(variable), variable)?["region"] is { } region
            ? PlaceNames.Region(region, "region of the AWS profile")
            : null)
        ?? throw new CofferException(
            ErrorCode.Configuration,
            "no AWS region is configured",
            "set AWS_REGION, or 'region' of the environment in coffer.json");

    /// <summary>The region that the environment's variables name; null where they name none.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for what is no region.</exception>
    public static string? RegionOfVariables(Func<string, string?> variable)
    {
        foreach (var name in new[] { "AWS_REGION", "AWS_DEFAULT_REGION" })
        {
            if (Set(variable(name)) is { } region)
            {
                return PlaceNames.Region(region, name);
            }
        }

        return null;
    }

    /// <summary>
    /// Where a service is, if not at AWS: <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>, <c>AWS_ENDPOINT_URL</c>, then what is
    /// configured, then the profile's <c>services</c> and <c>endpoint_url</c>; <c>AWS_IGNORE_CONFIGURED_ENDPOINT_URLS</c> leaves only
    /// what coffer itself was told. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for plain http to another machine.</exception>
    public static Uri? Endpoint(string service, Uri? configured, Func<string, string?> variable)
    {
        if (IgnoresEndpoints(variable))
        {
            return configured;
        }

        foreach (var name in new[] { $"AWS_ENDPOINT_URL_{service}", "AWS_ENDPOINT_URL" })
        {
            if (Set(variable(name)) is { } text)
            {
                return Protected(name, text);
            }
        }

        return configured
            ?? (ProfileEndpoint(service, variable) is { } found ? Protected("endpoint_url of the AWS profile", found) : null);
    }

    /// <summary>Whether plaintext may go there: https, or http that does not leave this machine.</summary>
    public static bool IsProtected(Uri endpoint) => endpoint.IsAbsoluteUri
        && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && HostKinds.IsLoopback(endpoint)));

    /// <summary>Whether there is nothing else in it: no user, no query.</summary>
    public static bool IsOnlyServerAndPath(Uri endpoint) => endpoint is { UserInfo: "", Query: "", Fragment: "" };

    private static Uri Protected(string setting, string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsProtected(uri)
        ? IsOnlyServerAndPath(uri) ? uri : throw new CofferException(
            ErrorCode.Configuration,
            $"{setting} has more than a server and a path",
            "write https://HOST:PORT; no user, and nothing behind '?' or '#'")
        : throw new CofferException(
            ErrorCode.Configuration,
            $"{setting} is neither an https URL nor an http URL of this machine",
            "plaintext would travel unencrypted; use https");

    /// <summary>A setting without blanks around it; null where nothing is left.</summary>
    public static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    // As AWS's own tools have it; another word than 'true' or 'false' is refused by SdkSettings.
    private static bool IgnoresEndpoints(Func<string, string?> variable) =>
        bool.TryParse(Set(variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")), out var ignores) && ignores;

    // A profile that cannot be read has no endpoint; where it is to give credentials, that is said there. What is read only once, such as a
    // shell's <(…), is left to them.
    private static string? ProfileEndpoint(string service, Func<string, string?> variable)
    {
        try
        {
            return ProfileFiles.Config(variable) is { } path && Disk.Own.KindOf(path, followLinks: true) == FileKind.File
                ? ProfileFiles.Find(ProfileFiles.Chosen(variable), variable)?.Endpoint(service)
                : null;
        }
        catch (Exception exception) when (exception is CofferException || FileTrouble.Is(exception))
        {
            return null;
        }
    }
}
