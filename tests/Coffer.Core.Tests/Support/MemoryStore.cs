using System.Runtime.CompilerServices;
using Coffer.Core.Ports;

namespace Coffer.Core.Tests.Support;

/// <summary>A bucket in memory, with versions v1, v2, … of each key unless it is told to keep none.</summary>
internal sealed class MemoryStore : ISecretStore
{
    private readonly SortedDictionary<string, List<byte[]>> objects = new(StringComparer.Ordinal);

    private int reads;

    /// <summary>Keys that are listed, and gone when they are read.</summary>
    public HashSet<string> Vanished { get; } = [];

    public bool KeepsVersions { get; set; } = true;

    public int Reads => reads;

    public int Lists { get; private set; }

    /// <summary>What was written and deleted, in its order.</summary>
    public List<string> Changes { get; } = [];

    public int VersionsOf(string key) => objects[key].Count;

    public byte[] this[string key]
    {
        get => objects[key][^1];
        set
        {
            objects.TryAdd(key, []);
            objects[key].Add(value);
        }
    }

    /// <summary>What is thrown where somebody asks whether it keeps versions; nothing by itself.</summary>
    public CofferException? NotToBeAsked { get; set; }

    public Task<bool> KeepsVersionsAsync(CancellationToken cancellation) =>
        NotToBeAsked is { } denied ? Task.FromException<bool>(denied) : Task.FromResult(KeepsVersions);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Lists++;
        foreach (var (key, versions) in objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            yield return new StoredObject(key, versions[^1].Length, TagOf(key));
        }
    }

    public async Task<StoredContent> GetAsync(
        string key, string? version, CancellationToken cancellation, Func<long, ISecretPlace?>? placeOf = null)
    {
        await Task.Yield();
        Interlocked.Increment(ref reads);
        var versions = Vanished.Contains(key) ? [] : objects.GetValueOrDefault(key) ?? [];
        var index = version is null ? versions.Count - 1 : Enumerable.Range(0, versions.Count).FirstOrDefault(at => Id(at) == version, -1);
        if (index < 0)
        {
            throw new CofferException(ErrorCode.NotFound, $"'{key}' does not exist");
        }

        var content = new StoredContent(versions[index], KeepsVersions ? Id(index) : null, TagOf(key));
        if (placeOf?.Invoke(content.Bytes.Length) is not { } place)
        {
            return content;
        }

        place.Append(content.Bytes);
        return content with { Bytes = [], Place = place };
    }

    public async Task<StoredContent?> GetChangedAsync(string key, string? tag, CancellationToken cancellation) =>
        tag is not null && objects.ContainsKey(key) && tag == TagOf(key) ? null : await GetAsync(key, null, cancellation);

    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation)
    {
        await Task.Yield();
        if (replaces != (objects.ContainsKey(key) ? TagOf(key) : null))
        {
            throw new CofferException(ErrorCode.CannotWrite, $"'{key}' was changed");
        }

        lock (Changes)
        {
            Changes.Add($"put {key}");
            this[key] = content.ToArray();
            return KeepsVersions ? Id(objects[key].Count - 1) : null;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        lock (Changes)
        {
            Changes.Add($"delete {key}");
            objects.Remove(key);
            return Task.CompletedTask;
        }
    }

    private static string Id(int index) => $"v{index + 1}";

    private string TagOf(string key) => objects[key].Count == 1 ? $"tag of {key}" : $"tag of {key}, {objects[key].Count}";
}
