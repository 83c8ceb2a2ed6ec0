using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Calls;

/// <summary>Makes the SDK's clients.</summary>
/// <param name="credentials">Whose keys sign.</param>
/// <param name="http">The ways out.</param>
internal sealed class SdkClients(AWSCredentials credentials, AwsHttp http)
{
    /// <summary>S3.</summary>
    /// <param name="region">The region.</param>
    /// <param name="endpoint">An endpoint of the caller's own; null for AWS's.</param>
    public IAmazonS3 S3(string region, Uri? endpoint)
    {
        var config = new AmazonS3Config();
        Configure(config, region, endpoint);

        // 'bucket.localhost' is no name that a resolver knows.
        config.ForcePathStyle = endpoint is not null;
        return new S3(credentials, config);
    }

    /// <summary>KMS.</summary>
    /// <param name="region">The region.</param>
    /// <param name="endpoint">An endpoint of the caller's own; null for AWS's.</param>
    public IAmazonKeyManagementService Kms(string region, Uri? endpoint)
    {
        var config = new AmazonKeyManagementServiceConfig();
        Configure(config, region, endpoint);
        return new Kms(credentials, config);
    }

    private void Configure(ClientConfig config, string region, Uri? endpoint)
    {
        // Endpoints are found here: an empty variable or a profile's word must not lead elsewhere.
        config.IgnoreConfiguredEndpointUrls = true;
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;

            // Both choose among AWS's own names, and the SDK refuses them beside another.
            config.UseDualstackEndpoint = false;
            config.UseFIPSEndpoint = false;
        }

        // Time limits and repetitions are those of AwsCalls; one repetition is left for a clock that is wrong.
        config.HttpClientFactory = http;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 1;
        config.DisableLogging = true;

        // Another mode could ask the instance's metadata for the region, by the SDK's own client.
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
    }
}
