using Coffer.Core.Model;

namespace Coffer.Configuration.Provider;

/// <summary>What one secret is in the configuration.</summary>
/// <param name="Tag">What changes when its ciphertext does; null where nothing tells.</param>
/// <param name="Key">Its key, or the section of its keys.</param>
/// <param name="Values">Keys and values; several where a JSON value was expanded.</param>
internal sealed record KnownSecret(string? Tag, string Key, IReadOnlyList<KeyValuePair<string, string?>> Values);

/// <summary>All secrets of a service as configuration, and what tells whether one has changed since.</summary>
/// <param name="Policy">What opened them.</param>
/// <param name="Secrets">Each of them.</param>
internal sealed record LoadedSecrets(SealingPolicy? Policy, IReadOnlyDictionary<SecretAddress, KnownSecret> Secrets)
{
    /// <summary>Before the first load.</summary>
    public static readonly LoadedSecrets None = new(null, new Dictionary<SecretAddress, KnownSecret>());

    /// <summary>What is known of a secret, if it is still the same under this policy.</summary>
    public KnownSecret? Unchanged(SecretAddress address, string? tag, string key, SealingPolicy policy) =>
        tag is not null
        && Secrets.GetValueOrDefault(address) is { } known
        && (known.Tag, known.Key) == (tag, key)
        && Policy is { } before
        && before.Binding == policy.Binding
        && before.Keys.SequenceEqual(policy.Keys)
            ? known
            : null;
}
