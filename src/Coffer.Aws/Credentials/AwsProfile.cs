namespace Coffer.Aws.Credentials;

/// <summary>What a profile says. No record: some of it is secret.</summary>
/// <param name="settings">Its settings by their names in small letters, with those of its <c>sso-session</c>.</param>
/// <param name="services">Those of its <c>services</c> section; a service's own are named <c>kms.endpoint_url</c>.</param>
internal sealed class AwsProfile(IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> services)
{
    /// <summary>A setting; null where it is not there, or empty.</summary>
    public string? this[string name] => AwsSettings.Set(settings.GetValueOrDefault(name));

    /// <summary>Where a service is, in its own words or in those for all.</summary>
    /// <param name="service">As variables have it, for example <c>SSO_OIDC</c>.</param>
    public string? Endpoint(string service) =>
        AwsSettings.Set(services.GetValueOrDefault($"{service.ToLowerInvariant()}.endpoint_url")) ?? this["endpoint_url"];

    /// <summary>Its keys and its program alone, as where it is its own source.</summary>
    public AwsProfile Alone()
    {
        string[] own = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "credential_process"];
        return new AwsProfile(settings.Where(setting => own.Contains(setting.Key)).ToDictionary(), services);
    }
}
