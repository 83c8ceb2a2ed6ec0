using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html</summary>
internal static class PutObject
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var condition = WriteCondition.Parse(request);
        var target = NewObject.Of(request, bucket);
        var body = new UploadBody(request, bucket.MaxObjectSize);

        using var upload = bucket.Begin(body.Length);
        var received = await body.ReceiveAsync(upload.Body);
        var version = bucket.Put(received.In(target), upload, condition);
        VersionHeaders.WriteKept(version, bucket, request.Response.Headers);
        request.Response.Headers.ETag = version.QuotedETag;
        VersionHeaders.WriteChecksum(version, request.Response.Headers);
    }
}
