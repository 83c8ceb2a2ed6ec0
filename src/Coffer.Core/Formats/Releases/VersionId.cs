using System.Buffers;

namespace Coffer.Core.Formats.Releases;

/// <summary>
/// Version ids of S3: opaque, URL-ready, up to 1,024 bytes:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
/// </summary>
internal static class VersionId
{
    /// <summary>What S3 calls the version of an object that was written while the bucket kept none.</summary>
    public const string Unversioned = "null";

    private const int MaxLength = 1024;

    // Printable ASCII without what Terraform's jsonencode escapes: so a release has no escape sequence anywhere.
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Except("\"\\<>&")]);

    /// <summary>Whether it names one version for ever; the version that the next upload overwrites does not.</summary>
    public static bool IsPinnable(string? text) =>
        text is { Length: > 0 and <= MaxLength } and not Unversioned && !text.AsSpan().ContainsAnyExcept(Characters);
}
