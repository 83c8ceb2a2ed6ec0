using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>The AWS SDK, pointed at a local server.</summary>
internal static class Clients
{
    private static readonly BasicAWSCredentials Fixed = new("test", "test");

    public static AmazonKeyManagementServiceClient Kms(Uri endpoint, string region = "eu-west-1", AWSCredentials? credentials = null) =>
        new(
        credentials ?? Fixed,
        new AmazonKeyManagementServiceConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 });

    public static AmazonSecurityTokenServiceClient Sts(Uri endpoint, AWSCredentials? credentials = null) => new(
        credentials ?? Fixed,
        new AmazonSecurityTokenServiceConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
}
