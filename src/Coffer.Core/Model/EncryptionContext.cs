
namespace Coffer.Core.Model;

/// <summary>Whether a ciphertext is bound to its address.</summary>
internal enum Binding
{
    /// <summary>Sealed with the address as KMS encryption context: moved elsewhere, it does not open.</summary>
    Bound,

    /// <summary>Sealed without a context, as plain <c>aws kms encrypt</c> does.</summary>
    None,
}

/// <summary>
/// The KMS encryption context of a secret. The reader computes it from the address it asked for and never takes it from
/// a file. CloudTrail shows it in clear: it holds names only.
/// https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
/// </summary>
internal static class EncryptionContext
{
    /// <summary>
    /// The pairs, in the order in which they are shown; empty without a binding. A service's private key is always bound: what plain
    /// <c>aws kms encrypt</c> made is none.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> For(SecretAddress address, Binding binding) =>
        binding == Binding.None && !address.IsSeed
            ? []
            :
            [
                new("environment", address.Environment),
                new("service", address.Service),
                new("secret", address.Name),
            ];

    /// <summary>The AWS CLI's shorthand, <c>a=b,c=d</c>; the grammar of addresses leaves nothing to quote.</summary>
    public static string ToShorthand(IEnumerable<KeyValuePair<string, string>> context) =>
        string.Join(',', context.Select(pair => $"{pair.Key}={pair.Value}"));
}
