namespace Coffer.Core.Ports;

/// <summary>An object of a bucket, without its content.</summary>
/// <param name="Key">For example <c>api/db-password</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Tag">What changes when the object does; opaque.</param>
internal sealed record StoredObject(string Key, long Bytes, string Tag);

/// <summary>The content of an object.</summary>
/// <param name="Bytes">All of it; nothing where it is in a place.</param>
/// <param name="Version">Its version id; null where the bucket never kept versions.</param>
/// <param name="Tag">What changes when the object does; opaque.</param>
internal sealed record StoredContent(byte[] Bytes, string? Version, string? Tag = null)
{
    /// <summary>Where it is; null for memory.</summary>
    public ISecretPlace? Place { get; init; }

    /// <summary>Shows all of it.</summary>
    public T Look<T>(Func<ReadOnlySpan<byte>, T> look) => Place is null ? look(Bytes) : Place.Look(look);
}

/// <summary>One environment's bucket. Every failure is a <see cref="CofferException"/>.</summary>
internal interface ISecretStore
{
    /// <summary>Whether what is written from now on keeps its versions.</summary>
    Task<bool> KeepsVersionsAsync(CancellationToken cancellation);

    /// <summary>The objects below a prefix, in the order of their keys.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>The whole content of an object, as it is now or as it was in a version.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <param name="placeOf">
    /// Makes a place for a content of so many bytes; null where memory is to do. Not every store asks for one.
    /// </param>
    Task<StoredContent> GetAsync(
        string key, string? version, CancellationToken cancellation, Func<long, ISecretPlace?>? placeOf = null);

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
