namespace Coffer.LocalAws.Signing;

/// <summary>What an access key id stands for.</summary>
/// <param name="Secret">The secret access key.</param>
/// <param name="Caller">Whose it is.</param>
/// <param name="SessionToken">What must come with it; null for keys that do not expire.</param>
/// <param name="Expires">When a temporary key ends.</param>
internal sealed record AccessKey(string Secret, Caller Caller, string? SessionToken = null, DateTimeOffset? Expires = null);

/// <summary>The access keys that this server takes.</summary>
internal interface IAccessKeys
{
    /// <summary>Null for an id that is not known.</summary>
    AccessKey? Find(string accessKeyId);
}
