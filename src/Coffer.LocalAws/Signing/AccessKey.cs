namespace Coffer.LocalAws.Signing;

/// <summary>What an access key id stands for.</summary>
/// <param name="Secret">The secret access key.</param>
/// <param name="Caller">Whose it is.</param>
/// <param name="SessionToken">What must come with it; null for keys that do not expire.</param>
/// <param name="Expires">When a temporary key ends.</param>
internal sealed record AccessKey(string Secret, Caller Caller, string? SessionToken = null, DateTimeOffset? Expires = null);
