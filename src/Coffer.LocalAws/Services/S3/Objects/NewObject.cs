using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>What a request says of the object that it uploads, whole or in parts.</summary>
internal static class NewObject
{
    /// <summary>The object without its body.</summary>
    public static ObjectVersion Of(S3Request request, Bucket bucket)
    {
        var key = request.RequireKey();
        var storageClass = StorageClass.Of(request);
        ObjectHeaders.RequireNoAcl(request.Header("x-amz-acl"));
        var headers = ObjectHeaders.Parse(request.Http.Headers);
        var tags = ObjectTags.Parse(request.Header("x-amz-tagging"));
        var kept = ObjectLock.Of(request, bucket);
        var encryption = ObjectEncryption.Parse(request, bucket);
        return new()
        {
            Key = key,
            LastModified = request.Parts.Now,
            KmsKeyArn = encryption.KmsKeyArn,
            BucketKeyEnabled = encryption.BucketKeyEnabled,
            Headers = headers.System,
            Metadata = headers.Metadata,
            Tags = tags,
            Lock = kept,
            StorageClass = storageClass,
        };
    }
}
