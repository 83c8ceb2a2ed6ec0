using System.Collections.Concurrent;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.Core.Errors;
using Coffer.Core.Secrets;
using Coffer.Core.Stores;

namespace Coffer.Aws;

/// <summary>The clients for one region. Credentials come from the SDK's standard chain.</summary>
internal sealed class AwsConnection : IDisposable
{
    // The SDK waits 100 s for each attempt, and for a connection without end.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private const int MaxRetries = 4;
    private const int MaxConnections = 64;

    private readonly ConcurrentDictionary<string, AmazonKeyManagementServiceClient> kms = new();
    private readonly AmazonS3Client s3;
    private readonly string region;

    private AwsConnection(Func<string, AmazonKeyManagementServiceClient> kmsIn, AmazonS3Client s3, string region)
    {
        this.s3 = s3;
        this.region = region;
        Kms = new KmsClient(name => kms.GetOrAdd(name, kmsIn), region);
        Keys = new SecretSealer(Kms, region);
        KeyNames = new KmsKeyNames(name => kms.GetOrAdd(name, kmsIn), region);
    }

    /// <summary>KMS.</summary>
    public IKms Kms { get; }

    /// <summary>What seals and opens.</summary>
    public IKeyService Keys { get; }

    /// <summary>What keys are called.</summary>
    public IKeyNames KeyNames { get; }

    /// <summary>Makes the clients; nothing is sent yet.</summary>
    /// <param name="region">A region that is configured; null to ask the standard settings.</param>
    /// <param name="endpoint">A local AWS that is configured; the variables <c>AWS_ENDPOINT_URL*</c> come before it.</param>
    /// <param name="variable">The environment's variables.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> without a region, or with a plain http endpoint.</exception>
    public static AwsConnection Open(string? region, Uri? endpoint, Func<string, string?> variable)
    {
        var name = AwsSettings.RequireRegion(region, variable);
        var kmsEndpoint = AwsSettings.Endpoint("KMS", endpoint, variable);
        var s3 = new AmazonS3Config();
        var s3Endpoint = AwsSettings.Endpoint("S3", endpoint, variable);
        Configure(s3, name, s3Endpoint);

        // 'bucket.localhost' is no name that a resolver knows.
        s3.ForcePathStyle = s3Endpoint is not null;
        return new AwsConnection(keyRegion => KmsIn(keyRegion, kmsEndpoint), new AmazonS3Client(s3), name);
    }

    /// <summary>One bucket.</summary>
    public ISecretStore Bucket(string bucket) => new S3SecretStore(s3, bucket, region);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in kms.Values)
        {
            client.Dispose();
        }

        s3.Dispose();
    }

    private static AmazonKeyManagementServiceClient KmsIn(string region, Uri? endpoint)
    {
        var config = new AmazonKeyManagementServiceConfig();
        Configure(config, region, endpoint);
        return new AmazonKeyManagementServiceClient(config);
    }

    private static void Configure(ClientConfig config, string region, Uri? endpoint)
    {
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }

        config.ConnectTimeout = ConnectTimeout;
        config.Timeout = RequestTimeout;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = MaxRetries;
        config.MaxConnectionsPerServer = MaxConnections;
        config.DisableLogging = true;
    }
}
