using System.Security.Cryptography;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html</summary>
internal static class PutObject
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var key = request.RequireKey();
        ObjectHeaders.RequireStandardStorage(request.Header("x-amz-storage-class"));
        ObjectHeaders.RequireNoAcl(request.Header("x-amz-acl"));
        var condition = WriteCondition.Parse(request);
        var headers = ObjectHeaders.Parse(request.Http.Headers);
        var tags = ObjectTags.Parse(request.Header("x-amz-tagging"));
        var kept = ObjectLock.Of(request, bucket);
        var encryption = ObjectEncryption.Parse(request, bucket);
        var body = new UploadBody(request, bucket.MaxObjectSize);

        using var upload = bucket.Begin(body.Length);
        var received = await body.ReceiveAsync(upload.Body);
        var version = bucket.Put(new()
        {
            Key = key,
            LastModified = request.Parts.Now,
            Size = received.Size,
            ETag = ETagOf(received, encryption),
            ChecksumAlgorithm = received.Algorithm.Name,
            Checksum = received.Checksum,
            KmsKeyArn = encryption.KmsKeyArn,
            BucketKeyEnabled = encryption.BucketKeyEnabled,
            Headers = headers.System,
            Metadata = headers.Metadata,
            Tags = tags,
            Lock = kept,
        }, upload, condition);
        VersionHeaders.WriteKept(version, bucket, request.Response.Headers);
        request.Response.Headers.ETag = version.QuotedETag;
        VersionHeaders.WriteChecksum(version, request.Response.Headers);
    }

    /// <summary>
    /// MD5 is the ETag only of what KMS does not encrypt: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
    /// </summary>
    internal static string ETagOf(ReceivedBody body, ObjectEncryption encryption) =>
        encryption.KmsKeyArn is null ? body.Md5Hex : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
