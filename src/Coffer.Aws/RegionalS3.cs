using Amazon.S3;
using Coffer.Aws.Calls;

namespace Coffer.Aws;

/// <summary>A region's S3.</summary>
/// <param name="sdk">The SDK's client.</param>
/// <param name="isOwn">Whether that client is ours, and disposed of here.</param>
/// <param name="reads">What reads a bucket without the SDK; null where that cannot be.</param>
/// <param name="calls">How both are called.</param>
internal sealed class RegionalS3(Lazy<IAmazonS3> sdk, bool isOwn, Func<string, IBucketReads?> reads, AwsCalls calls) : IDisposable
{
    /// <summary>The SDK's client, made when it is first needed.</summary>
    public IAmazonS3 Sdk => sdk.Value;

    /// <summary>How it is called.</summary>
    public AwsCalls Calls => calls;

    /// <summary>What reads a bucket.</summary>
    public IBucketReads ReadsOf(string bucket) => reads(bucket) ?? new SdkReads(Sdk, bucket);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isOwn && sdk.IsValueCreated)
        {
            sdk.Value.Dispose();
        }
    }
}
