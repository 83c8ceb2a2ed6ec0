using Amazon.KeyManagementService;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;

namespace Coffer.Aws;

/// <summary>A region's KMS.</summary>
/// <param name="sdk">The SDK's client.</param>
/// <param name="opening">What opens: without the SDK where that can be; null for the SDK.</param>
/// <param name="calls">How both are called.</param>
/// <param name="early">Where connections are opened early; null for a client of the caller's own, which stays open.</param>
internal sealed class RegionalKms(
    Lazy<IAmazonKeyManagementService> sdk, IOpening? opening, AwsCalls calls, EarlyConnections? early) : IDisposable
{
    /// <summary>The SDK's client, made when it is first needed.</summary>
    public IAmazonKeyManagementService Sdk => sdk.Value;

    /// <summary>What opens.</summary>
    public IOpening Opening => opening ?? new SdkOpening(Sdk);

    /// <summary>How it is called.</summary>
    public AwsCalls Calls => calls;

    /// <summary>Where connections are opened early; null for a client that opens its own.</summary>
    public EarlyConnections? Early => early;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (early is not null && sdk.IsValueCreated)
        {
            sdk.Value.Dispose();
        }
    }
}
