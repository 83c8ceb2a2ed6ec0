using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>Whether a bucket keeps the versions of its objects.</summary>
internal enum BucketVersions
{
    /// <summary>It does: a release can be pinned.</summary>
    Kept,

    /// <summary>It does not, or not any more.</summary>
    NotKept,

    /// <summary>The caller may not ask, and no object that is there tells: the first upload does.</summary>
    Unknown,
}

/// <summary>Finds it out before anything is written.</summary>
internal static class VersioningCheck
{
    /// <summary>Asks the bucket; where the caller may not, an object's version tells.</summary>
    public static async Task<BucketVersions> OfAsync(ISecretStore store, BucketComparison bucket, CancellationToken cancellation)
    {
        try
        {
            return await store.KeepsVersionsAsync(cancellation).ConfigureAwait(false) ? BucketVersions.Kept : BucketVersions.NotKept;
        }
        catch (CofferException exception) when (exception.Code is ErrorCode.Denied && AnyObject(bucket) is not null)
        {
            // It was listed just now. One that was written while versions were off or not yet on has the id 'null', and tells nothing.
            var version = (await store.GetAsync(AnyObject(bucket)!, null, cancellation).ConfigureAwait(false)).Version;
            return VersionId.IsPinnable(version) ? BucketVersions.Kept
                : version is null ? BucketVersions.NotKept
                : BucketVersions.Unknown;
        }
        catch (CofferException exception) when (exception.Code is ErrorCode.Denied)
        {
            return BucketVersions.Unknown;
        }
    }

    private static string? AnyObject(BucketComparison bucket) =>
        bucket.Releases.Values.Select(release => release.Key).Concat(
            bucket.Secrets.Where(secret => secret.State != SecretState.OnlyInRepository).Select(secret => secret.Key)).FirstOrDefault();
}
