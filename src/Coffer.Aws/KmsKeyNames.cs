using Amazon.KeyManagementService.Model;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>The names of keys, as KMS has them.</summary>
/// <param name="inRegion">KMS of a region.</param>
/// <param name="ownRegion">The region of ids and aliases.</param>
internal sealed class KmsKeyNames(Func<string, RegionalKms> inRegion, string ownRegion) : IKeyNames
{
    /// <inheritdoc/>
    public async Task<KeyName> ArnOfAsync(KeyName key, CancellationToken cancellation)
    {
        var region = key.Region ?? ownRegion;
        try
        {
            var kms = inRegion(region);
            var response = await kms.Calls.RunAsync(
                attempt => kms.Client.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key.Text }, attempt.Token), cancellation).ConfigureAwait(false);
            return response.KeyMetadata?.Arn is { } arn && KeyName.TryParse(arn) is { IsKeyArn: true } name
                ? name
                : throw new CofferException(ErrorCode.Unreachable, $"kms:DescribeKey for '{key}' was answered without a key's ARN", "look at what stands between here and AWS");
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw AwsFailure.Of(exception, "kms:DescribeKey", $"the ARN of '{key}' cannot be found out", $"key '{key}' in {region}", "look at the key in coffer.json");
        }
    }
}
