using Amazon.Runtime;

namespace Coffer.Aws.Credentials;

/// <summary>What requests are signed with. No record: its ToString would tell the secret.</summary>
internal sealed class AwsKeys(string accessKeyId, string secretAccessKey, string? sessionToken, DateTimeOffset? expires)
{
    /// <summary>The one of the three that may be shown.</summary>
    public string AccessKeyId => accessKeyId;

    /// <summary>Signs; is never sent.</summary>
    public string SecretAccessKey => secretAccessKey;

    /// <summary>Goes with temporary keys.</summary>
    public string? SessionToken => sessionToken;

    /// <summary>When AWS stops to take them; null for keys that stay.</summary>
    public DateTimeOffset? Expires => expires;

    /// <summary>As the SDK has them.</summary>
    public ImmutableCredentials ToSdk() => new(accessKeyId, secretAccessKey, sessionToken);
}
