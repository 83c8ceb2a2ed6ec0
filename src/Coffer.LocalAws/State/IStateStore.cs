using System.Collections.Concurrent;

namespace Coffer.LocalAws.State;

/// <summary>Documents by collection and name; what <see cref="Save"/> returned from survives a crash.</summary>
internal interface IStateStore
{
    /// <summary>All documents of a collection, in no order.</summary>
    IEnumerable<(string Name, byte[] Content)> Load(string collection);

    /// <summary>Writes or replaces a document, whole or not at all.</summary>
    /// <param name="collection">Letters, digits and hyphens.</param>
    /// <param name="name">Letters, digits, hyphens, underscores and dots, up to 200, no leading dot.</param>
    /// <param name="content">The document.</param>
    void Save(string collection, string name, ReadOnlySpan<byte> content);

    /// <summary>Removes a document; one that is not there is fine.</summary>
    void Delete(string collection, string name);
}

/// <summary>State that ends with the process.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly ConcurrentDictionary<(string Collection, string Name), byte[]> documents = new();

    public IEnumerable<(string Name, byte[] Content)> Load(string collection) =>
        documents.Where(d => d.Key.Collection == collection).Select(d => (d.Key.Name, d.Value));

    public void Save(string collection, string name, ReadOnlySpan<byte> content) =>
        documents[(collection, name)] = content.ToArray();

    public void Delete(string collection, string name) => documents.TryRemove((collection, name), out _);
}
