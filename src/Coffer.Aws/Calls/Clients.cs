using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace Coffer.Aws.Calls;

/// <summary>The SDK's KMS client without its retries.</summary>
internal sealed class Kms(AWSCredentials credentials, AmazonKeyManagementServiceConfig config) : AmazonKeyManagementServiceClient(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockSkewOnly(Config)));
    }
}

/// <summary>The SDK's S3 client without its retries.</summary>
internal sealed class S3(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockSkewOnly(Config)));
    }
}

/// <summary>Repeats nothing but a request whose time AWS found wrong: the SDK learns the right one from the answer.</summary>
internal sealed class ClockSkewOnly(IClientConfig config) : StandardRetryPolicy(config)
{
    /// <inheritdoc/>
    public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

    /// <inheritdoc/>
    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) => Task.FromResult(false);
}
