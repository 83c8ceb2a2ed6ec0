using Coffer.Aws;

namespace Coffer.Configuration.Observing;

/// <summary>Which servers are asked, for telemetry.</summary>
/// <param name="region">The region; null where the profile says it.</param>
/// <param name="endpoint">A local AWS that is configured.</param>
/// <param name="variable">The environment's variables.</param>
/// <param name="bucket">The bucket; empty for none.</param>
internal sealed class AwsServers(string? region, Uri? endpoint, Func<string, string?> variable, string bucket)
{
    /// <summary>The server of the bucket; null where it is not known.</summary>
    public (string? Server, string? Region) S3 => (At("S3") ?? Public($"{bucket}.s3", region), region);

    /// <summary>The server that opens what a key of a region has sealed.</summary>
    public (string? Server, string? Region) KmsIn(string? keyRegion) =>
        (At("KMS") ?? Public("kms", keyRegion ?? region), keyRegion ?? region);

    private string? At(string service) => AwsSettings.Endpoint(service, endpoint, variable)?.Host;

    // https://docs.aws.amazon.com/general/latest/gr/kms.html
    private static string? Public(string host, string? region) => region is null ? null
        : $"{host}.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";
}
