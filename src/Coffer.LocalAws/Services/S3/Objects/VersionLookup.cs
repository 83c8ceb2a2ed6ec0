using System.Globalization;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>Finds the version that a read names, or refuses as S3 does.</summary>
internal static class VersionLookup
{
    /// <param name="request">The request.</param>
    /// <param name="bucket">Its bucket.</param>
    /// <param name="markersHaveNoSuch">
    /// Whether the action is not allowed on a delete marker, also where the request names no version.
    /// </param>
    public static ObjectVersion Require(S3Request request, Bucket bucket, bool markersHaveNoSuch = false)
    {
        var versionId = request.Parameter("versionId");
        if (versionId is not null && !VersionIds.IsValid(versionId))
        {
            throw S3Errors.InvalidVersionId(versionId);
        }
        if (bucket.Find(request.Key, versionId) is not { } version)
        {
            throw versionId is null ? S3Errors.NoSuchKey(request.Key) : S3Errors.NoSuchVersion(request.Key, versionId);
        }
        VersionHeaders.WriteRead(version, bucket, request);
        if (!version.IsDeleteMarker)
        {
            return version;
        }
        if (versionId is null && !markersHaveNoSuch)
        {
            throw S3Errors.NoSuchKey(request.Key);
        }
        request.SetLastingHeader("Last-Modified", version.LastModified.ToString("R", CultureInfo.InvariantCulture));
        request.SetLastingHeader("Allow", "DELETE");
        throw S3Errors.MethodNotAllowed(request.Http.Method);
    }
}
