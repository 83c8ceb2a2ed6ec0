namespace Coffer.LocalAws.Testing;

/// <summary>Who calls: the credentials that a client of the AWS SDK is given.</summary>
public sealed class LocalIdentity
{
    internal LocalIdentity(string arn, string accessKeyId, string secretAccessKey, string? sessionToken) =>
        (Arn, AccessKeyId, SecretAccessKey, SessionToken) = (arn, accessKeyId, secretAccessKey, sessionToken);

    /// <summary>The ARN, as AWS's refusals have it.</summary>
    public string Arn { get; }

    /// <summary>The access key's id.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret key.</summary>
    public string SecretAccessKey { get; }

    /// <summary>The token of the session; null for the root user, who needs none.</summary>
    public string? SessionToken { get; }

    /// <inheritdoc/>
    public override string ToString() => Arn;
}
