using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>Seals and opens under keys that never leave their service. Every failure is a <see cref="CofferException"/>.</summary>
internal interface IKeyService
{
    /// <summary>Seals a value for an address under the policy's first key.</summary>
    Task<byte[]> SealAsync(SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation);

    /// <summary>Opens what was sealed for an address under one of the policy's keys.</summary>
    Task<SecretValue> OpenAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation);
}
