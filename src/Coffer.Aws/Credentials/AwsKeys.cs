using Amazon.Runtime;

namespace Coffer.Aws.Credentials;

/// <summary>What requests are signed with. No record: its ToString would tell the secret.</summary>
internal sealed class AwsKeys(
    string accessKeyId, string secretAccessKey, string? sessionToken, DateTimeOffset? expires, bool mayOutlive = false)
{
    /// <summary>The one of the three that may be shown.</summary>
    public string AccessKeyId => accessKeyId;

    /// <summary>Signs; is never sent.</summary>
    public string SecretAccessKey => secretAccessKey;

    /// <summary>Goes with temporary keys.</summary>
    public string? SessionToken => sessionToken;

    /// <summary>When AWS stops to take them; null for keys that stay.</summary>
    public DateTimeOffset? Expires => expires;

    /// <summary>Whether they are used on where there are no newer ones.</summary>
    public bool MayOutlive => mayOutlive;

    /// <summary>The same with another end.</summary>
    public AwsKeys Until(DateTimeOffset? end, bool mayOutlive) => new(accessKeyId, secretAccessKey, sessionToken, end, mayOutlive);

    /// <summary>As the SDK has them.</summary>
    public ImmutableCredentials ToSdk() => new(accessKeyId, secretAccessKey, sessionToken);
}
