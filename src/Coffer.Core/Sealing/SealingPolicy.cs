namespace Coffer.Core.Sealing;

/// <summary>How an environment seals its secrets.</summary>
/// <param name="Keys">
/// The KMS keys that may have sealed a secret, the one that seals new ones first: ids, ARNs, aliases. KMS is always
/// told which key is expected: a ciphertext of anybody else's key does not open.
/// </param>
/// <param name="Binding">Whether ciphertexts are bound to their addresses.</param>
internal sealed record SealingPolicy(IReadOnlyList<string> Keys, Binding Binding);
