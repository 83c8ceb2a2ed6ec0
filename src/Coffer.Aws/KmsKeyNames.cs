using Amazon.KeyManagementService.Model;
using Coffer.Aws.Calls;
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
        var telling = new Telling(
            "kms:DescribeKey",
            $"the ARN of '{key}' cannot be found out",
            failure => AwsFailure.Why(failure, "kms:DescribeKey", $"key '{key}' in {region}", "look at the key in coffer.json"));
        try
        {
            var kms = inRegion(region);
            return await kms.Calls.RunAsync(
                async attempt => WholeAnswers.KeyArn(
                    await kms.Sdk.DescribeKeyAsync(
                        new DescribeKeyRequest { KeyId = key.Text }, attempt.Token).ConfigureAwait(false), key),
                telling,
                cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }
}
