using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.KeyManagementService.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Model.Internal.MarshallTransformations;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Calls;

/// <summary>
/// The SDK's KMS client, in which a call is one request. What starts with each container is asked for with one type of response: a
/// native binary builds the pipeline's generic methods again, at a tenth of its start, for each type.
/// </summary>
internal sealed class Kms(
    AWSCredentials credentials, AmazonKeyManagementServiceConfig config) : AmazonKeyManagementServiceClient(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        OneRequest.Limit(pipeline, Config);
    }

    /// <inheritdoc/>
    public override async Task<DecryptResponse> DecryptAsync(DecryptRequest request, CancellationToken cancellationToken = default)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = DecryptRequestMarshaller.Instance,
            ResponseUnmarshaller = DecryptResponseUnmarshaller.Instance,
        };
        return (DecryptResponse)await InvokeAsync<AmazonWebServiceResponse>(request, options, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The SDK's S3 client, in which a call is one request, and with one type of response, as <see cref="Kms"/>.</summary>
internal sealed class S3(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        OneRequest.Limit(pipeline, Config);
    }

    /// <inheritdoc/>
    public override async Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = GetObjectRequestMarshaller.Instance,
            ResponseUnmarshaller = GetObjectResponseUnmarshaller.Instance,
        };
        try
        {
            return (GetObjectResponse)await InvokeAsync<AmazonWebServiceResponse>(
                request, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The SDK takes an ETag for a hash, and half of a byte for none of its errors.
            throw new AnswerException("the ETag of an object is no hash of full length");
        }
    }

    /// <inheritdoc/>
    public override async Task<ListObjectsV2Response> ListObjectsV2Async(
        ListObjectsV2Request request, CancellationToken cancellationToken = default)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = ListObjectsV2RequestMarshaller.Instance,
            ResponseUnmarshaller = ListObjectsV2ResponseUnmarshaller.Instance,
        };
        return (ListObjectsV2Response)await InvokeAsync<AmazonWebServiceResponse>(
            request, options, cancellationToken).ConfigureAwait(false);
    }
}
