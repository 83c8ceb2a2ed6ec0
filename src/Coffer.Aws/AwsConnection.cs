using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.Aws.Calls;
using Coffer.Aws.Credentials;
using Coffer.Core.Errors;
using Coffer.Core.Secrets;
using Coffer.Core.Stores;

namespace Coffer.Aws;

/// <summary>The clients for one region.</summary>
internal sealed class AwsConnection : IDisposable
{
    private readonly ConcurrentDictionary<string, RegionalKms> kms = new();
    private readonly AmazonS3Client s3;
    private readonly AwsCalls s3Calls;
    private readonly string region;

    private AwsConnection(Func<string, RegionalKms> kmsIn, AmazonS3Client s3, CachedCredentials credentials, string region)
    {
        this.s3 = s3;
        this.region = region;
        s3Calls = new AwsCalls(credentials);
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
    /// <param name="access">What the connections of a process share.</param>
    /// <param name="region">A region that is configured; null to ask the standard settings.</param>
    /// <param name="endpoint">A local AWS that is configured; the variables <c>AWS_ENDPOINT_URL*</c> come before it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> without a region, or with a plain http endpoint.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The connection disposes of its clients.")]
    public static AwsConnection Open(AwsAccess access, string? region, Uri? endpoint)
    {
        var name = AwsSettings.RequireRegion(region, access.Variable);
        var kmsEndpoint = AwsSettings.Endpoint("KMS", endpoint, access.Variable);
        var s3Endpoint = AwsSettings.Endpoint("S3", endpoint, access.Variable);
        var credentials = access.Credentials(name);
        var s3 = new AmazonS3Config();
        Configure(s3, name, s3Endpoint, access.Http);

        // 'bucket.localhost' is no name that a resolver knows.
        s3.ForcePathStyle = s3Endpoint is not null;
        return new AwsConnection(
            keyRegion => KmsIn(keyRegion, kmsEndpoint, credentials, access.Http), new S3(credentials, s3), credentials, name);
    }

    /// <summary>One bucket.</summary>
    public ISecretStore Bucket(string bucket) => new S3SecretStore(s3, s3Calls, bucket, region);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in kms.Values)
        {
            client.Client.Dispose();
        }

        s3.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The connection disposes of its clients.")]
    private static RegionalKms KmsIn(string region, Uri? endpoint, CachedCredentials credentials, AwsHttp http)
    {
        var config = new AmazonKeyManagementServiceConfig();
        Configure(config, region, endpoint, http);
        return new RegionalKms(new Kms(credentials, config), new AwsCalls(credentials), http.Early);
    }

    private static void Configure(ClientConfig config, string region, Uri? endpoint, AwsHttp http)
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

        // Time limits and repetitions are those of AwsCalls; one repetition is left for a clock that is wrong.
        config.HttpClientFactory = http;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 1;
        config.DisableLogging = true;
    }
}
