using System.Globalization;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html and, without the body,
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
/// </summary>
internal static class GetObject
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        ObjectEncryption.RefuseOnRead(request);
        var version = Find(request, bucket, out var found);
        await using var body = found;
        var headers = request.Response.Headers;
        headers.ETag = version.QuotedETag;
        headers.LastModified = version.LastModified.ToString("R", CultureInfo.InvariantCulture);
        if (!new ReadConditions(request).Allow(version))
        {
            request.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var range = ByteRange.Of(request, version);
        WriteHeaders(request, bucket, version, range);
        if (body != Stream.Null)
        {
            await CopyAsync(body, range ?? new(0, version.Size), request);
        }
    }

    /// <summary>Finds the version and opens it in one step, so that no write comes in between.</summary>
    private static ObjectVersion Find(S3Request request, Bucket bucket, out Stream body)
    {
        using (bucket.Hold())
        {
            var version = VersionLookup.Require(request, bucket);
            if (HttpMethods.IsHead(request.Http.Method))
            {
                body = Stream.Null;
                return version;
            }

            StorageClass.RequireReadable(version);
            ObjectEncryption.RequireReadable(version, request.Parts.Keys);
            body = bucket.Open(version) ?? throw S3Errors.NoSuchKey(request.Key);
            return version;
        }
    }

    private static void WriteHeaders(S3Request request, Bucket bucket, ObjectVersion version, ByteRange? range)
    {
        var headers = request.Response.Headers;
        headers.AcceptRanges = "bytes";
        ObjectHeaders.Write(version, headers);
        ObjectEncryption.Write(version, headers);
        StorageClass.Write(version, headers);
        VersionHeaders.WriteExpiration(version, bucket, headers);
        version.Lock?.Write(headers);
        if (version.Tags.Count > 0)
        {
            headers["x-amz-tagging-count"] = version.Tags.Count.ToString(CultureInfo.InvariantCulture);
        }
        if (version.Parts is { } parts && request.Parameter("partNumber") is not null)
        {
            headers["x-amz-mp-parts-count"] = parts.Count.ToString(CultureInfo.InvariantCulture);
        }
        ResponseOverrides.Write(request);
        if (range is not null)
        {
            request.Response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = range.ContentRange(version.Size);
        }
        else if (string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            VersionHeaders.WriteChecksum(version, headers);
        }
        request.Response.ContentLength = range?.Length ?? version.Size;
    }

    private static async Task CopyAsync(Stream body, ByteRange range, S3Request request)
    {
        body.Seek(range.Start, SeekOrigin.Begin);
        var buffer = new byte[Math.Min(range.Length, 64 * 1024)];
        for (var left = range.Length; left > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            await body.ReadExactlyAsync(piece, request.Aborted);
            await request.Response.Body.WriteAsync(piece, request.Aborted);
            left -= piece.Length;
        }
    }
}
