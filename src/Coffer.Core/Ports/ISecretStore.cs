namespace Coffer.Core.Ports;

/// <summary>An object of a bucket, without its content.</summary>
/// <param name="Key">For example <c>api/db-password</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Tag">What changes when the object does; opaque.</param>
internal sealed record StoredObject(string Key, long Bytes, string Tag);

/// <summary>The content of an object.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Version">Its version id; null where the bucket never kept versions.</param>
/// <param name="Tag">What changes when the object does; opaque.</param>
internal sealed record StoredContent(byte[] Bytes, string? Version, string? Tag = null);

/// <summary>One environment's bucket. Every failure is a <see cref="CofferException"/>.</summary>
internal interface ISecretStore
{
    /// <summary>Whether what is written from now on keeps its versions.</summary>
    Task<bool> KeepsVersionsAsync(CancellationToken cancellation);

    /// <summary>The objects below a prefix, in the order of their keys.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>The whole content of an object, as it is now or as it was in a version.</summary>
    Task<StoredContent> GetAsync(string key, string? version, CancellationToken cancellation);

    /// <summary>The whole content of an object as it is now.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="tag">The tag of the content that is known; null where none is.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Null where it is still the one with that tag.</returns>
    Task<StoredContent?> GetChangedAsync(string key, string? tag, CancellationToken cancellation);

    /// <summary>
    /// Writes an object: over the one with the tag <paramref name="replaces"/>, or where none was. Fails where somebody
    /// else wrote in between.
    /// </summary>
    /// <returns>The new version's id; null where the bucket keeps none.</returns>
    Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation);

    /// <summary>Deletes an object; older versions stay where the bucket keeps them.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation);
}
