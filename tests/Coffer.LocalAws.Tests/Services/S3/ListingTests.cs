using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using CsCheck;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>Listings against the plainest reading of the documentation: sort by UTF-8, filter, roll up.</summary>
public sealed class ListingTests
{
    private static readonly Gen<string> Key = Gen.OneOfConst(
        "a", "b", "/", "é", "\uFF5E", "\U0001F600", "~").Array[1, 6].Select(string.Concat);
    private static readonly Gen<string> Prefix = Gen.OneOfConst("", "a", "a/", "/", "é", "a~");
    private static readonly Gen<string> Delimiter = Gen.OneOfConst("", "/", "a", "ab", "~");

    [Fact]
    public void Pages_of_any_size_put_together_are_the_whole_listing() =>
        Gen.Select(Key.Array[0, 40], Prefix, Delimiter, Gen.Int[1, 5]).Sample((keys, prefix, delimiter, size) =>
        {
            var index = IndexOf(keys, _ => 1);
            var (items, prefixes) = Walk(index, new(prefix, delimiter, size));
            var (expectedKeys, expectedPrefixes) = Naive(keys, prefix, delimiter);
            Assert.Equal(expectedKeys, items.Select(item => item.Version.Key));
            Assert.Equal(expectedPrefixes, prefixes);
        }, iter: 2000);

    [Fact]
    public void Pages_of_versions_put_together_are_all_versions_newest_first() =>
        Gen.Select(Key.Array[0, 20], Prefix, Delimiter, Gen.Int[1, 4]).Sample((keys, prefix, delimiter, size) =>
        {
            var index = IndexOf(keys, key => (key.Length % 3) + 1);
            var (items, prefixes) = Walk(index, new(prefix, delimiter, size, Versions: true));
            var (expectedKeys, expectedPrefixes) = Naive(keys, prefix, delimiter);
            var expected = expectedKeys.SelectMany(key => index.Versions(key).Select((version, i) => (key, version.Sequence, i == 0)));
            Assert.Equal(expected, items.Select(item => (item.Version.Key, item.Version.Sequence, item.IsLatest)));
            Assert.Equal(expectedPrefixes, prefixes);
        }, iter: 2000);

    [Fact]
    public void A_page_after_a_version_that_was_deleted_meanwhile_goes_on_where_it_was()
    {
        var index = IndexOf(["k"], _ => 5);
        var second = index.Versions("k")[1];
        index.Remove(second);
        var page = ListWalk.Page(index, new("", "", 10, "k", second.VersionId, Versions: true));
        Assert.Equal(index.Versions("k").Skip(1).Select(v => v.Sequence), page.Items.Select(item => item.Version.Sequence));
    }

    [Fact]
    public void Keys_are_in_the_order_of_their_bytes() => Gen.Select(Key, Key).Sample((a, b) =>
        Assert.Equal(
            Math.Sign(System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b))),
            Math.Sign(Utf8Order.Instance.Compare(a, b))), iter: 5000);

    private static KeyIndex IndexOf(IEnumerable<string> keys, Func<string, int> versions)
    {
        var index = new KeyIndex();
        var sequence = 0L;
        foreach (var key in keys.Distinct())
        {
            for (var i = 0; i < versions(key); i++)
            {
                sequence++;
                index.Add(new() { Key = key, LastModified = default, Sequence = sequence, VersionId = VersionIds.New(sequence) });
            }
        }
        return index;
    }

    private static (List<ListedVersion> Items, List<string> Prefixes) Walk(KeyIndex index, ListQuery query)
    {
        var (items, prefixes) = (new List<ListedVersion>(), new List<string>());
        while (true)
        {
            var page = ListWalk.Page(index, query);
            Assert.True(page.Items.Count + page.CommonPrefixes.Count <= query.MaxKeys);
            items.AddRange(page.Items);
            prefixes.AddRange(page.CommonPrefixes);
            if (!page.IsTruncated)
            {
                return (items, prefixes);
            }
            Assert.Equal(query.MaxKeys, page.Items.Count + page.CommonPrefixes.Count);
            query = query with { After = page.LastKey, AfterVersion = query.Versions ? page.LastVersion : null };
        }
    }

    private static (List<string> Keys, List<string> Prefixes) Naive(IEnumerable<string> keys, string prefix, string delimiter)
    {
        var matching = keys.Distinct().Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(key => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();
        string? Roll(string key) => delimiter.Length > 0
            && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is var at and >= 0
            ? key[..(at + delimiter.Length)]
            : null;
        return (matching.Where(key => Roll(key) is null).ToList(), matching.Select(Roll).OfType<string>().Distinct().ToList());
    }
}
