using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>The versions of a bucket by key, in the order of listings; those of a key newest first.</summary>
internal sealed class KeyIndex
{
    private readonly SortedList<string, List<ObjectVersion>> keys = new(Utf8Order.Instance);

    public int Count => keys.Count;

    public string KeyAt(int index) => keys.GetKeyAtIndex(index);

    public IReadOnlyList<ObjectVersion> VersionsAt(int index) => keys.GetValueAtIndex(index);

    public IReadOnlyList<ObjectVersion> Versions(string key) => keys.TryGetValue(key, out var versions) ? versions : [];

    public void Add(ObjectVersion version)
    {
        if (!keys.TryGetValue(version.Key, out var versions))
        {
            keys[version.Key] = versions = [];
        }
        var place = versions.FindIndex(other => other.Sequence < version.Sequence);
        versions.Insert(place < 0 ? versions.Count : place, version);
    }

    public void Remove(ObjectVersion version)
    {
        var versions = keys[version.Key];
        versions.RemoveAll(other => other.Sequence == version.Sequence);
        if (versions.Count == 0)
        {
            keys.Remove(version.Key);
        }
    }

    /// <summary>The first place whose key does not come before.</summary>
    public int FirstFrom(string key) => First(0, candidate => Utf8Order.Instance.Compare(candidate, key) >= 0);

    /// <summary>The first place after <paramref name="start"/> whose key does not begin so; those that do are neighbours.</summary>
    public int FirstWithout(string prefix, int start) => First(start, candidate => !candidate.StartsWith(prefix, StringComparison.Ordinal));

    private int First(int low, Func<string, bool> reached)
    {
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = reached(KeyAt(middle)) ? (low, middle) : (middle + 1, high);
        }
        return low;
    }
}

/// <summary>
/// The order of listings: by the bytes of UTF-8. It differs from the order of UTF-16 only where surrogates meet the characters
/// above them.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x!.Length || common == y!.Length)
        {
            return x.Length.CompareTo(y!.Length);
        }
        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
