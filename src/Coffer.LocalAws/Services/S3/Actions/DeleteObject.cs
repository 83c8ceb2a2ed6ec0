using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html</summary>
internal static class DeleteObject
{
    public static Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var versionId = request.Parameter("versionId");
        var deleted = Delete(
            bucket,
            request.RequireKey(),
            versionId,
            WriteCondition.Parse(request),
            request.Parts.Now,
            ObjectLock.Bypasses(request, bucket));
        if ((versionId ?? deleted?.VersionId) is { } id)
        {
            request.Response.Headers[VersionHeaders.VersionId] = id;
        }
        if (deleted is { IsDeleteMarker: true })
        {
            request.Response.Headers["x-amz-delete-marker"] = "true";
        }
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>Deletes a version for good, or a key as versioning says.</summary>
    /// <returns>The version that went, or the delete marker that came.</returns>
    internal static ObjectVersion? Delete(
        Bucket bucket, string key, string? versionId, WriteCondition condition, DateTimeOffset now, bool bypasses)
    {
        if (versionId is null)
        {
            return bucket.Delete(key, condition, now);
        }
        return VersionIds.IsValid(versionId) && (bucket.Versioning is not null || versionId == ObjectVersion.NullId)
            ? bucket.DeleteVersion(key, versionId, now, bypasses)
            : throw S3Errors.InvalidVersionId(versionId);
    }
}
