using System.Runtime.CompilerServices;
using Coffer.Core.Errors;
using Coffer.Core.Stores;

namespace Coffer.Core.Tests.Support;

/// <summary>A bucket in memory.</summary>
internal sealed class MemoryStore : ISecretStore
{
    private readonly SortedDictionary<string, byte[]> objects = new(StringComparer.Ordinal);

    /// <summary>Keys that are listed, and gone when they are read.</summary>
    public HashSet<string> Vanished { get; } = [];

    public int Reads => reads;

    private int reads;

    public byte[] this[string key]
    {
        get => objects[key];
        set => objects[key] = value;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (key, content) in objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            yield return new StoredObject(key, content.Length, $"tag of {key}");
        }
    }

    public async Task<byte[]> GetAsync(string key, CancellationToken cancellation)
    {
        await Task.Yield();
        Interlocked.Increment(ref reads);
        return objects.TryGetValue(key, out var content) && !Vanished.Contains(key)
            ? content
            : throw new CofferException(ErrorCode.NotFound, $"'{key}' does not exist");
    }

    public Task PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation) =>
        throw new NotSupportedException("nothing here writes");

    public Task DeleteAsync(string key, CancellationToken cancellation) =>
        throw new NotSupportedException("nothing here deletes");
}
