using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html</summary>
internal static class CreateMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var checksum = MultipartChecksum.Of(request);
        var upload = bucket.Uploads.Start(NewObject.Of(request, bucket) with
        {
            ChecksumAlgorithm = checksum?.Algorithm.Name ?? string.Empty,
            IsComposite = checksum?.IsComposite ?? false,
            Initiator = request.Call.Caller.Arn,
        });
        var headers = request.Response.Headers;
        ObjectEncryption.Write(upload.Target, headers);
        if (checksum is not null)
        {
            headers["x-amz-checksum-algorithm"] = upload.Target.ChecksumAlgorithm;
            headers["x-amz-checksum-type"] = upload.Target.ChecksumType;
        }

        using var xml = new S3Xml("InitiateMultipartUploadResult");
        await xml.Element("Bucket", bucket.Name)
            .Element("Key", upload.Target.Key)
            .Element("UploadId", upload.Id)
            .SendAsync(request.Response);
    }
}
