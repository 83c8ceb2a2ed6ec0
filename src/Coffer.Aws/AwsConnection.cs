using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Coffer.Aws.Diagnosis;
using Coffer.Aws.Wire;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Aws;

/// <summary>The clients for one region.</summary>
internal sealed class AwsConnection : IDisposable
{
    // While a service's names are asked for, their number is not known yet.
    private const int OpenedEarly = 4;

    private readonly ConcurrentDictionary<string, RegionalKms> kms = new();
    private readonly KmsClient client;
    private readonly RegionalS3 s3;
    private readonly string region;

    private AwsConnection(Func<string, RegionalKms> kmsIn, RegionalS3 s3, string region)
    {
        this.s3 = s3;
        this.region = region;
        client = new KmsClient(name => kms.GetOrAdd(name, kmsIn), region);
        Kms = new HintedKms(client);
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

        var services = new Services(access, access.Credentials(name), ServiceAddress.IsUsual(access.Variable));
        return new AwsConnection(services.KmsIn(kmsEndpoint), services.S3In(name, s3Endpoint), name);
    }

    /// <summary>What finds out how a bucket is set up.</summary>
    public BucketDiagnosis BucketDiagnosis(string bucket) => new(s3.Sdk, s3.Calls, bucket, region);

    /// <summary>One bucket.</summary>
    public ISecretStore Bucket(string bucket) => new S3SecretStore(s3, bucket, region);

    /// <summary>Opens connections to a key's KMS for what is to be opened soon. Returns at once; no failure is told.</summary>
    public void Prepare(KeyName key) => client.Prepare(key, OpenedEarly);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var region in kms.Values)
        {
            region.Dispose();
        }

        s3.Dispose();
    }
}
