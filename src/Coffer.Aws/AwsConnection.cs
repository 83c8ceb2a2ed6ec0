using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;
using Coffer.Aws.Diagnosis;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Aws;

/// <summary>The clients for one region.</summary>
internal sealed class AwsConnection : IDisposable
{
    private readonly ConcurrentDictionary<string, RegionalKms> kms = new();
    private readonly IAmazonS3 s3;
    private readonly bool ownsS3;
    private readonly AwsCalls s3Calls;
    private readonly string region;

    private AwsConnection(Func<string, RegionalKms> kmsIn, IAmazonS3 s3, bool ownsS3, AwsCalls s3Calls, string region)
    {
        this.s3 = s3;
        this.ownsS3 = ownsS3;
        this.s3Calls = s3Calls;
        this.region = region;
        Kms = new KmsClient(name => kms.GetOrAdd(name, kmsIn), region);
        Keys = new SecretSealer(Kms, region);
        KeyNames = new KmsKeyNames(name => kms.GetOrAdd(name, kmsIn), region);
        KeyDiagnosis = new KeyDiagnosis(name => kms.GetOrAdd(name, kmsIn), region);
    }

    /// <summary>What finds out why a key does not do what somebody expects.</summary>
    public KeyDiagnosis KeyDiagnosis { get; }

    /// <summary>KMS.</summary>
    public IKms Kms { get; }

    /// <summary>What seals and opens.</summary>
    public IKeyService Keys { get; }

    /// <summary>What keys are called.</summary>
    public IKeyNames KeyNames { get; }

    /// <summary>Makes the clients; nothing is sent yet.</summary>
    /// <param name="access">What the connections of a process share.</param>
    /// <param name="region">A region that is configured; null to ask the standard settings.</param>
    /// <param name="endpoint">A local AWS that is configured; the variables <c>AWS_ENDPOINT_URL*</c> come before it.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Configuration"/> without a region, with a plain http endpoint, or with a proxy that is none.
    /// </exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The connection disposes of its clients.")]
    public static AwsConnection Open(AwsAccess access, string? region, Uri? endpoint)
    {
        SdkSettings.Require(access.Variable);
        var name = AwsSettings.RequireRegion(region, access.Variable);
        var kmsEndpoint = AwsSettings.Endpoint("KMS", endpoint, access.Variable);
        var s3Endpoint = AwsSettings.Endpoint("S3", endpoint, access.Variable);
        if (access is not { Kms: not null, S3: not null })
        {
            access.Http.RequireProxies();
        }

        var credentials = access.Credentials(name);
        Func<string, RegionalKms> kmsIn = keyRegion => KmsIn(keyRegion, kmsEndpoint, credentials, access);
        if (access.Kms is { } givenKms)
        {
            // One limit of calls for it, whatever region a key says.
            var given = new RegionalKms(givenKms, new AwsCalls(null, access.KmsAttempted), null);
            kmsIn = _ => given;
        }

        return access.S3 is { } givenS3
            ? new AwsConnection(kmsIn, givenS3, false, new AwsCalls(null, access.S3Attempted), name)
            : new AwsConnection(
                kmsIn,
                S3In(name, s3Endpoint, credentials, access.Http),
                true,
                new AwsCalls(credentials, access.S3Attempted),
                name);
    }

    /// <summary>What finds out how a bucket is set up.</summary>
    public BucketDiagnosis BucketDiagnosis(string bucket) => new(s3, s3Calls, bucket, region);

    /// <summary>One bucket.</summary>
    public ISecretStore Bucket(string bucket) => new S3SecretStore(s3, s3Calls, bucket, region);

    /// <inheritdoc/>
    public void Dispose()
    {
        // A client of the caller's own opens no connections early, and stays open.
        foreach (var client in kms.Values.Where(client => client.Early is not null))
        {
            client.Client.Dispose();
        }

        if (ownsS3)
        {
            s3.Dispose();
        }
    }

    private static S3 S3In(string region, Uri? endpoint, CachedCredentials credentials, AwsHttp http)
    {
        var config = new AmazonS3Config();
        Configure(config, region, endpoint, http);

        // 'bucket.localhost' is no name that a resolver knows.
        config.ForcePathStyle = endpoint is not null;
        return new S3(credentials, config);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The connection disposes of its clients.")]
    private static RegionalKms KmsIn(string region, Uri? endpoint, CachedCredentials credentials, AwsAccess access)
    {
        var config = new AmazonKeyManagementServiceConfig();
        Configure(config, region, endpoint, access.Http);
        return new RegionalKms(new Kms(credentials, config), new AwsCalls(credentials, access.KmsAttempted), access.Http.Early);
    }

    private static void Configure(ClientConfig config, string region, Uri? endpoint, AwsHttp http)
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
