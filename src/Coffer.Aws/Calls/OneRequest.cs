using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Coffer.Aws.Calls;

/// <summary>
/// Stands where the SDK repeats, and does not: a call is one request. Of the SDK's policy it keeps that a wrong clock is learned from the
/// answer, so that the next request is signed with the right time.
/// </summary>
internal sealed class OneRequest(IClientConfig config) : PipelineHandler
{
    private readonly Learning policy = new(config);

    /// <summary>Makes a client's call one request.</summary>
    public static void Limit(RuntimePipeline pipeline, IClientConfig config) =>
        pipeline.ReplaceHandler<RetryHandler>(new OneRequest(config));

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (FailureKinds.Of(exception) == FailureKind.Skewed)
        {
            _ = await policy.RetryAsync(executionContext, exception).ConfigureAwait(false);
            throw;
        }
    }

    private sealed class Learning(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

        public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
            Task.FromResult(false);
    }
}
