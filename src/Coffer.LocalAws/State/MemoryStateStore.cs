using System.Collections.Concurrent;

namespace Coffer.LocalAws.State;

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
