using Coffer.Core.Model;

namespace Coffer.Aws.Connections;

/// <summary>An answer names another server. It is not asked: a redirect may not choose who gets credentials or plaintext.</summary>
/// <param name="status">The status.</param>
/// <param name="location">Where the answer points to; null where it does not say.</param>
/// <param name="region">The bucket's region, where S3 says it.</param>
internal sealed class RedirectedException(int status, Uri? location, string? region) : NoWayException(
    ErrorCode.Unreachable,
    $"it was sent on to {(location is { IsAbsoluteUri: true } ? $"'{AddressGrammar.Printable(location.Authority)}'" : "another address")} "
        + $"({status}), where Coffer does not follow",
    "look at AWS_ENDPOINT_URL, the region, and what stands between here and AWS",
    passes: false)
{
    /// <summary>The bucket's region, where S3 says it.</summary>
    public string? Region { get; } = region;
}
