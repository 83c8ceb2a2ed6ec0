using System.Diagnostics.CodeAnalysis;
using Amazon.KeyManagementService;
using Amazon.S3;
using Coffer.Aws.Calls;
using Coffer.Aws.Credentials;
using Coffer.Aws.Wire;

namespace Coffer.Aws;

/// <summary>
/// The services of a connection. What a start asks for is asked without the SDK; the SDK stands behind it for all else, for a client of the
/// caller's own, and where only it knows an address.
/// </summary>
/// <param name="access">What the connections of a process share.</param>
/// <param name="credentials">Whose keys sign.</param>
/// <param name="isUsual">Whether addresses are as <see cref="ServiceAddress"/> knows them.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "The connection disposes of what is made here.")]
internal sealed class Services(AwsAccess access, CachedCredentials credentials, bool isUsual)
{
    private readonly SdkClients sdk = new(credentials, access.Http);

    /// <summary>KMS of a region.</summary>
    /// <param name="endpoint">An endpoint of the caller's own; null for AWS's.</param>
    public Func<string, RegionalKms> KmsIn(Uri? endpoint)
    {
        if (access.Kms is { } given)
        {
            // One limit of calls for it, whatever region a key says.
            var own = new RegionalKms(new Lazy<IAmazonKeyManagementService>(given), null, new AwsCalls(null, access.KmsAttempted), null);
            return _ => own;
        }

        return region => new RegionalKms(
            new Lazy<IAmazonKeyManagementService>(() => sdk.Kms(region, endpoint)),
            ServiceAddress.OfKms(region, endpoint, isUsual) is { } address ? new WireOpening(Wire(address, "kms", region)) : null,
            new AwsCalls(credentials, access.KmsAttempted),
            access.Http.Early);
    }

    /// <summary>S3 of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="endpoint">An endpoint of the caller's own; null for AWS's.</param>
    public RegionalS3 S3In(string region, Uri? endpoint)
    {
        if (access.S3 is { } given)
        {
            return new RegionalS3(new Lazy<IAmazonS3>(given), isOwn: false, _ => null, new AwsCalls(null, access.S3Attempted));
        }

        return new RegionalS3(
            new Lazy<IAmazonS3>(() => sdk.S3(region, endpoint)),
            isOwn: true,
            bucket => ServiceAddress.OfBucket(region, endpoint, isUsual, bucket) is { } address
                ? new WireReads(Wire(address, "s3", region))
                : null,
            new AwsCalls(credentials, access.S3Attempted));
    }

    private WireClient Wire(ServiceAddress address, string service, string region) =>
        new(access.Http.Invoker, address, service, region, credentials, access.Clock);
}
