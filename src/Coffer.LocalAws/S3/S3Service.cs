using Coffer.LocalAws.Kms;
using Coffer.LocalAws.S3.Storage;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.S3;

/// <summary>
/// Amazon S3 over path style and virtual host style addresses:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
/// </summary>
internal sealed class S3Service(S3Options options, TimeProvider clock, IKeyDirectory keys)
{
    private readonly S3Services services = new(BucketStore.Open(options.DataFolder, options.Disk), clock, keys);

    /// <summary>Answers one request.</summary>
    /// <exception cref="AwsException">Every refusal, in S3's words.</exception>
    public async Task HandleAsync(AwsCall call)
    {
        call.Http.Response.Headers["x-amz-request-id"] = call.RequestId;
        var request = new S3Request(call, S3Address.Of(call.Http), services);
        UnsupportedHeaders.Refuse(call.Http.Request.Headers);
        await ActionTable.Find(request)(request);
    }

    /// <summary>Makes a bucket, where there is none of its name.</summary>
    /// <exception cref="AwsException">It is no bucket's name.</exception>
    public void Ensure(string bucket, string region, string owner) => services.Store.Create(
        BucketName.Require(bucket), region, owner, region == BucketLocation.DefaultRegion ? null : region, services.Now);
}
