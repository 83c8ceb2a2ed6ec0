using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html</summary>
internal static class CopyObject
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var key = request.RequireKey();
        var source = CopySource.Parse(request.Header("x-amz-copy-source")!);
        var from = source.RequireBucket(request);
        var original = Find(request, source, from, out var opened);
        await using var content = opened;
        new ReadConditions(request, "x-amz-copy-source-").Require(original);
        var storageClass = StorageClass.Of(request);
        ObjectHeaders.RequireNoAcl(request.Header("x-amz-acl"));
        var condition = WriteCondition.Parse(request);
        RefuseNoChange(request, source);
        var encryption = ObjectEncryption.Parse(request, bucket);
        var template = Template(request, key, original) with
        {
            KmsKeyArn = encryption.KmsKeyArn,
            BucketKeyEnabled = encryption.BucketKeyEnabled,
            Lock = ObjectLock.Of(request, bucket),
            StorageClass = storageClass,
        };

        using var upload = bucket.Begin(original.Size);
        var algorithm = ChecksumAlgorithm.Require(request.Header("x-amz-checksum-algorithm") ?? original.ChecksumAlgorithm);
        var body = await CopyBodyAsync(content, original.Size, algorithm, upload.Body, request.Aborted);
        var version = bucket.Put(body.In(template), upload, condition);
        await AnswerAsync(request, bucket, from, original, version);
    }

    private static ObjectVersion Template(S3Request request, string key, ObjectVersion original)
    {
        var replaced = ReplacesMetadata(request) ? ObjectHeaders.Parse(request.Http.Headers) : null;
        return new()
        {
            Key = key,
            LastModified = request.Parts.Now,
            Headers = replaced?.System ?? original.Headers,
            Metadata = replaced?.Metadata ?? original.Metadata,
            Tags = IsReplace(request, "x-amz-tagging-directive", "Unknown tagging directive.")
                ? ObjectTags.Parse(request.Header("x-amz-tagging"))
                : original.Tags,
        };
    }

    /// <summary>Finds the source and opens it in one step, so that no write comes in between.</summary>
    internal static ObjectVersion Find(S3Request request, CopySource source, Bucket from, out Stream content)
    {
        using (from.Hold())
        {
            var original = source.RequireVersion(from);
            StorageClass.RequireReadable(original);
            ObjectEncryption.RequireReadable(original, request.Parts.Keys);
            content = from.Open(original) ?? throw S3Errors.NoSuchKey(original.Key);
            return original;
        }
    }

    private static void RefuseNoChange(S3Request request, CopySource source)
    {
        var changes = ReplacesMetadata(request) || ObjectEncryption.IsGiven(request) || source.VersionId is not null
            || request.Header("x-amz-storage-class") is not null || request.Header("x-amz-checksum-algorithm") is not null;
        if (!changes && source.BucketName == request.BucketName && source.Key == request.Key)
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself "
                + "without changing the "
                + "object's metadata, storage class, website redirect location or encryption attributes.");
        }
    }

    private static bool ReplacesMetadata(S3Request request) =>
        IsReplace(request, "x-amz-metadata-directive", "Unknown metadata directive.");

    private static bool IsReplace(S3Request request, string header, string unknown) => request.Header(header) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw S3Errors.InvalidArgument(unknown, header, other),
    };

    internal static async Task<ReceivedBody> CopyBodyAsync(
        Stream source, long size, ChecksumAlgorithm algorithm, Stream destination, CancellationToken aborted)
    {
        using var digests = new BodyDigests(algorithm, withSha256: false);
        await digests.CopyAsync(source, size, destination, aborted);
        return digests.Finish().Body;
    }

    private static async Task AnswerAsync(S3Request request, Bucket bucket, Bucket from, ObjectVersion original, ObjectVersion version)
    {
        VersionHeaders.WriteKept(version, bucket, request.Response.Headers);
        if (from.Versioning is not null)
        {
            request.Response.Headers["x-amz-copy-source-version-id"] = original.VersionId;
        }
        using var xml = new S3Xml("CopyObjectResult");
        await xml
            .Element("LastModified", version.LastModified)
            .Element("ETag", version.QuotedETag)
            .Element("ChecksumType", "FULL_OBJECT")
            .Element($"Checksum{version.ChecksumAlgorithm}", version.Checksum)
            .SendAsync(request.Response);
    }
}
