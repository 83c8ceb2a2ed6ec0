using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>The <c>x-amz-copy-source</c> of a copy: <c>[/]bucket/key[?versionId=ID]</c>, percent-encoded.</summary>
internal sealed record CopySource(string BucketName, string Key, string? VersionId)
{
    private const string Header = "x-amz-copy-source";

    public static CopySource Parse(string header)
    {
        var question = header.IndexOf("?versionId=", StringComparison.Ordinal);
        var versionId = question < 0 ? null : header[(question + "?versionId=".Length)..];
        var path = S3Address.Decode(question < 0 ? header : header[..question]).TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1
            ? new(path[..slash], path[(slash + 1)..], versionId)
            : throw S3Errors.InvalidArgument("Invalid copy source object key", Header, Header);
    }

    public Bucket RequireBucket(S3Request request)
    {
        var bucket = request.Parts.Store.Find(BucketName) ?? throw S3Errors.NoSuchBucket(BucketName);
        ExpectedOwner.Check(request.Header("x-amz-source-expected-bucket-owner"), bucket.Owner);
        return bucket;
    }

    public ObjectVersion RequireVersion(Bucket bucket)
    {
        if (VersionId is not null && !VersionIds.IsValid(VersionId))
        {
            throw S3Errors.InvalidVersionId(VersionId);
        }
        return bucket.Find(Key, VersionId) switch
        {
            null when VersionId is not null => throw S3Errors.NoSuchVersion(Key, VersionId),
            null => throw S3Errors.NoSuchKey(Key),
            { IsDeleteMarker: true } when VersionId is not null => throw S3Errors.InvalidRequest(
                "The source of a copy request may not specifically refer to a delete marker by version id."),
            { IsDeleteMarker: true } => throw S3Errors.NoSuchKey(Key),
            var version => version,
        };
    }
}
