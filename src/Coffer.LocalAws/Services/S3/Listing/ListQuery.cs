using Coffer.LocalAws.Services.S3.Objects;

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
