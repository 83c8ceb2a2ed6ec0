using Coffer.Core.Errors;

namespace Coffer.Core.Stores;

/// <summary>An object of a bucket, without its content.</summary>
/// <param name="Key">For example <c>api/db-password</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Tag">What changes when the object does; opaque.</param>
internal sealed record StoredObject(string Key, long Bytes, string Tag);

/// <summary>One environment's bucket. Every failure is a <see cref="CofferException"/>.</summary>
internal interface ISecretStore
{
    /// <summary>The objects below a prefix, in the order of their keys.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>The whole content of an object.</summary>
    Task<byte[]> GetAsync(string key, CancellationToken cancellation);

    /// <summary>
    /// Writes an object: over the one with the tag <paramref name="replaces"/>, or where none was. Fails where somebody
    /// else wrote in between.
    /// </summary>
    Task PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation);

    /// <summary>Deletes an object; older versions stay where the bucket keeps them.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation);
}
