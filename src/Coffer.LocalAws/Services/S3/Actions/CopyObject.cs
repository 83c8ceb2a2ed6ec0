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
        ObjectHeaders.RequireStandardStorage(request.Header("x-amz-storage-class"));
        ObjectHeaders.RequireNoAcl(request.Header("x-amz-acl"));
        var condition = WriteCondition.Parse(request);
        RefuseNoChange(request, source);
        var encryption = ObjectEncryption.Parse(request, bucket);
        var template = Template(request, key, original) with
        {
            KmsKeyArn = encryption.KmsKeyArn,
            BucketKeyEnabled = encryption.BucketKeyEnabled,
            Lock = ObjectLock.Of(request, bucket),
        };

        using var upload = bucket.Begin(original.Size);
        var body = await CopyBodyAsync(content, original, upload.Body, request);
        var version = bucket.Put(template with
        {
            Size = body.Size,
            ETag = PutObject.ETagOf(body, encryption),
            ChecksumAlgorithm = body.Algorithm.Name,
            Checksum = body.Checksum,
        }, upload, condition);
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

    private static ObjectVersion Find(S3Request request, CopySource source, Bucket from, out Stream content)
    {
        using (from.Hold())
        {
            var original = source.RequireVersion(from);
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

    private static async Task<ReceivedBody> CopyBodyAsync(Stream source, ObjectVersion original, Stream destination, S3Request request)
    {
        var algorithm = ChecksumAlgorithm.Require(request.Header("x-amz-checksum-algorithm") ?? original.ChecksumAlgorithm);
        using var digests = new BodyDigests(algorithm, withSha256: false);
        var buffer = new byte[64 * 1024];
        for (var left = original.Size; left > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            await source.ReadExactlyAsync(piece, request.Aborted);
            digests.Append(piece.Span);
            await destination.WriteAsync(piece, request.Aborted);
            left -= piece.Length;
        }
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
