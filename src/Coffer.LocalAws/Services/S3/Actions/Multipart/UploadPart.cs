using System.Globalization;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html</summary>
internal static class UploadPart
{
    private const int Most = 10_000;

    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var upload = Find(request, bucket, out var number);
        var body = new UploadBody(request, bucket.MaxObjectSize);
        RequireChecksum(upload.Target, body);
        using var part = bucket.Uploads.Begin(upload, body.Length);
        var received = await body.ReceiveAsync(part.Body);
        var kept = Keep(request, bucket, upload, number, received, part);
        request.Response.Headers.ETag = kept.QuotedETag;
        if (body.Declared is not null)
        {
            request.Response.Headers[body.Declared.Header] = kept.Checksum;
        }
    }

    /// <summary>The upload that a request adds a part to, and the part's number.</summary>
    public static MultipartUpload Find(S3Request request, Bucket bucket, out int number)
    {
        var text = request.Parameter("partNumber");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > Most)
        {
            throw S3Errors.InvalidArgument($"Part number must be an integer between 1 and {Most}, inclusive", "partNumber", text);
        }

        return bucket.Uploads.Require(request.Parameter("uploadId")!, request.RequireKey());
    }

    public static ObjectVersion Keep(
        S3Request request, Bucket bucket, MultipartUpload upload, int number, ReceivedBody received, ObjectUpload body)
    {
        var part = received.In(new()
        {
            Key = upload.Target.Key,
            Sequence = number,
            LastModified = request.Parts.Now,
            KmsKeyArn = upload.Target.KmsKeyArn,
            BucketKeyEnabled = upload.Target.BucketKeyEnabled,
        });
        bucket.Uploads.Put(upload, part, body);
        ObjectEncryption.Write(part, request.Response.Headers);
        return part;
    }

    /// <summary>An upload that was begun with an algorithm takes parts with that one only.</summary>
    private static void RequireChecksum(ObjectVersion target, UploadBody body)
    {
        var given = body.Declared?.Name ?? "null";
        if (target.ChecksumAlgorithm.Length > 0 && target.ChecksumAlgorithm != given)
        {
            throw S3Errors.InvalidRequest("Checksum Type mismatch occurred, expected checksum Type: "
                + $"{target.ChecksumAlgorithm.ToLowerInvariant()}, actual checksum Type: {given.ToLowerInvariant()}");
        }
    }
}
