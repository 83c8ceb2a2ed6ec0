using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>
/// The place of a large secret: outside of this process's own memory, and seen by nobody before all secrets are open. It holds the
/// ciphertext while others are read, and then the value.
/// </summary>
internal interface ISecretPlace : IDisposable
{
    /// <summary>Bytes that were added.</summary>
    int Length { get; }

    /// <summary>Adds bytes of the ciphertext.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Shows what was added, for as long as it is looked at.</summary>
    T Look<T>(Func<ReadOnlySpan<byte>, T> look);
}

/// <summary>Where opened secrets go, one by one; not to be seen before all of them are there.</summary>
internal interface ISecretPlaces
{
    /// <summary>A place for a large secret.</summary>
    /// <param name="address">The secret.</param>
    /// <param name="bytes">The length of its ciphertext.</param>
    /// <returns>Null where it is to be kept in memory.</returns>
    ISecretPlace? Make(SecretAddress address, long bytes);

    /// <summary>Takes a value as soon as it is opened.</summary>
    /// <param name="address">The secret.</param>
    /// <param name="value">Its value.</param>
    /// <param name="place">Where its ciphertext was; null for memory.</param>
    /// <returns>Whether it was taken.</returns>
    bool Take(SecretAddress address, SecretValue value, ISecretPlace? place);
}
