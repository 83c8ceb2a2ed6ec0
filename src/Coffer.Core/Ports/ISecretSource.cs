using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>Where the ciphertexts of one service come from.</summary>
internal interface ISecretSource
{
    /// <summary>For messages, for example <c>s3://staging-secrets/api</c>.</summary>
    string Description { get; }

    /// <summary>The environment, for the binding; the name of nothing where there is no binding.</summary>
    string Environment { get; }

    /// <summary>The service.</summary>
    string Service { get; }

    /// <summary>The secrets that are there, as they become known.</summary>
    IAsyncEnumerable<SecretAddress> ListAsync(CancellationToken cancellation);

    /// <summary>A secret's ciphertext.</summary>
    Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation);
}
