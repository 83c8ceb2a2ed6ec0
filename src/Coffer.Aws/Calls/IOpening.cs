using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Calls;

/// <summary>What a region's KMS opens. A call is one request, and its answer whole.</summary>
internal interface IOpening
{
    /// <summary>Where it is.</summary>
    Uri Server { get; }

    /// <summary>Opens a ciphertext.</summary>
    Task<SecretValue> DecryptAsync(KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation);
}
