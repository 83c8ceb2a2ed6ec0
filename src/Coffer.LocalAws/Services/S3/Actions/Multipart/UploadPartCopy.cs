using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html</summary>
internal static class UploadPartCopy
{
    private const string RangeHeader = "x-amz-copy-source-range";

    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var upload = UploadPart.Find(request, bucket, out var number);
        var source = CopySource.Parse(request.Header("x-amz-copy-source")!);
        var from = source.RequireBucket(request);
        var original = CopyObject.Find(request, source, from, out var opened);
        await using var content = opened;
        new ReadConditions(request, "x-amz-copy-source-").Require(original);
        var range = RangeOf(request, original.Size);

        var algorithm = upload.Target.ChecksumAlgorithm is { Length: > 0 } name
            ? ChecksumAlgorithm.Require(name)
            : ChecksumAlgorithm.Crc64Nvme;
        content.Seek(range.Start, SeekOrigin.Begin);
        using var part = bucket.Uploads.Begin(upload, range.Length);
        var copied = await CopyObject.CopyBodyAsync(content, range.Length, algorithm, part.Body, request.Aborted);
        var kept = UploadPart.Keep(request, bucket, upload, number, copied, part);
        if (from.Versioning is not null)
        {
            request.Response.Headers["x-amz-copy-source-version-id"] = original.VersionId;
        }

        using var xml = new S3Xml("CopyPartResult");
        await xml.Element("LastModified", kept.LastModified)
            .Element("ETag", kept.QuotedETag)
            .Element($"Checksum{kept.ChecksumAlgorithm}", upload.Target.ChecksumAlgorithm.Length > 0 ? kept.Checksum : null)
            .SendAsync(request.Response);
    }

    /// <summary>Both ends must be given, and lie within the source.</summary>
    private static ByteRange RangeOf(S3Request request, long size)
    {
        if (request.Header(RangeHeader) is not { } header)
        {
            return new(0, size);
        }

        const string Form = "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
            + "zero-based offsets of the first and last bytes to copy";
        if (!header.StartsWith("bytes=", StringComparison.Ordinal) || ByteRange.Whole(header) is not { } range)
        {
            throw S3Errors.InvalidArgument(Form, RangeHeader, header);
        }

        return range.Start + range.Length <= size
            ? range
            : throw S3Errors.InvalidArgument($"Range specified is not valid for source object of size: {size}", RangeHeader, header);
    }
}
