using Amazon.KeyManagementService.Model;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>The names of keys, as KMS has them.</summary>
/// <param name="inRegion">KMS of a region.</param>
/// <param name="ownRegion">The region of ids and aliases.</param>
internal sealed class KmsKeyNames(Func<string, RegionalKms> inRegion, string ownRegion) : IKeyNames
{
    /// <inheritdoc/>
    public async Task<string> ArnOfAsync(string key, CancellationToken cancellation)
    {
        var region = ExpectedEntries.RegionOf(key) ?? ownRegion;
        try
        {
            var kms = inRegion(region);
            var response = await kms.Calls.RunAsync(
                attempt => kms.Client.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, attempt.Token), cancellation).ConfigureAwait(false);
            return response.KeyMetadata?.Arn
                ?? throw new CofferException(ErrorCode.Unreachable, $"kms:DescribeKey for '{key}' was answered without an ARN", "look at what stands between here and AWS");
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw AwsFailure.Of(exception, "kms:DescribeKey", $"the ARN of '{key}' cannot be found out", $"key '{key}' in {region}", "look at the key in coffer.json");
        }
    }
}
