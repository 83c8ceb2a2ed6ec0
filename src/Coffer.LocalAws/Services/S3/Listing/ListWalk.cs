using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Listing;

/// <summary>What a listing asks for.</summary>
/// <param name="Prefix">What keys begin with.</param>
/// <param name="Delimiter">Keys that have it after the prefix are rolled up; empty for none.</param>
/// <param name="MaxKeys">The most items and common prefixes of a page.</param>
/// <param name="After">The page begins after this key or common prefix.</param>
/// <param name="AfterVersion">With versions: the page begins after this version of that key.</param>
/// <param name="Versions">Whether every version is listed, or the newest ones that are objects.</param>
internal sealed record ListQuery(
    string Prefix, string Delimiter, int MaxKeys, string? After = null, string? AfterVersion = null, bool Versions = false);

/// <summary>One page of a listing.</summary>
/// <param name="Items">Versions, in order.</param>
/// <param name="CommonPrefixes">What was rolled up, in order.</param>
/// <param name="IsTruncated">Whether there is more.</param>
/// <param name="LastKey">The last key or common prefix of the page; where the next goes on.</param>
/// <param name="LastVersion">The version id of the last item; null where the last was a common prefix.</param>
internal sealed record ListPage(
    IReadOnlyList<ListedVersion> Items, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string? LastKey, string? LastVersion);

/// <summary>A version in a listing.</summary>
internal sealed record ListedVersion(ObjectVersion Version, bool IsLatest);

/// <summary>
/// The walk that all three listings make:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
/// </summary>
internal sealed class ListWalk
{
    private readonly KeyIndex index;
    private readonly ListQuery query;
    private readonly List<ListedVersion> items = [];
    private readonly List<string> prefixes = [];
    private (string Key, string? Version)? last;
    private bool isTruncated;

    private ListWalk(KeyIndex index, ListQuery query)
    {
        this.index = index;
        this.query = query;
    }

    public static ListPage Page(KeyIndex index, ListQuery query)
    {
        var walk = new ListWalk(index, query);
        if (query.MaxKeys > 0)
        {
            walk.Run();
        }
        return new(walk.items, walk.prefixes, walk.isTruncated, walk.last?.Key, walk.last?.Version);
    }

    private void Run()
    {
        var place = Start();
        while (place < index.Count && !isTruncated)
        {
            var key = index.KeyAt(place);
            if (!key.StartsWith(query.Prefix, StringComparison.Ordinal))
            {
                return;
            }
            if (ListParameters.CommonPrefixOf(key, query.Prefix, query.Delimiter) is not { } common)
            {
                AddItems(key, Visible(place));
                place++;
                continue;
            }
            var end = index.FirstWithout(common, place);
            if (query.After?.StartsWith(common, StringComparison.Ordinal) != true && HoldsAny(place, end))
            {
                AddPrefix(common);
            }
            place = end;
        }
    }

    private int Start()
    {
        var from = query.After is { } after && Utf8Order.Instance.Compare(after, query.Prefix) > 0 ? after : query.Prefix;
        var place = index.FirstFrom(from);
        var isMarkerItself = place < index.Count && index.KeyAt(place) == query.After;
        return isMarkerItself && query.AfterVersion is null ? place + 1 : place;
    }

    private bool HoldsAny(int place, int end)
    {
        while (place < end && !Visible(place).Any())
        {
            place++;
        }
        return place < end;
    }

    private IEnumerable<ListedVersion> Visible(int place)
    {
        var versions = index.VersionsAt(place);
        if (!query.Versions)
        {
            return versions[0].IsDeleteMarker ? [] : [new(versions[0], true)];
        }
        var listed = versions.Select((version, i) => new ListedVersion(version, i == 0));
        return query.AfterVersion is { } marker && index.KeyAt(place) == query.After
            ? listed.Where(item => IsAfter(item.Version, versions, marker))
            : listed;
    }

    private static bool IsAfter(ObjectVersion version, IReadOnlyList<ObjectVersion> versions, string marker)
    {
        var sequence = VersionIds.SequenceOf(marker) ?? versions.FirstOrDefault(other => other.VersionId == marker)?.Sequence;
        // A null version that is gone left no place behind: rather list a version twice than not at all.
        return sequence is null || version.Sequence < sequence;
    }

    private void AddItems(string key, IEnumerable<ListedVersion> versions)
    {
        foreach (var version in versions)
        {
            if (IsFull())
            {
                return;
            }
            items.Add(version);
            last = (key, version.Version.VersionId);
        }
    }

    private void AddPrefix(string prefix)
    {
        if (!IsFull())
        {
            prefixes.Add(prefix);
            last = (prefix, null);
        }
    }

    private bool IsFull() => isTruncated = items.Count + prefixes.Count == query.MaxKeys;
}
