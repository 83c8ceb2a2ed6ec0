using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Aws.Calls;

namespace Coffer.Aws.Diagnosis;

/// <summary>Finds out how a bucket is set up. Each question needs a right of its own, and each refusal is an answer by itself.</summary>
/// <param name="s3">S3.</param>
/// <param name="calls">How it is called.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="region">The region in which it should be.</param>
internal sealed class BucketDiagnosis(IAmazonS3 s3, AwsCalls calls, string bucket, string region)
{
    /// <summary>Where the bucket is: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html</summary>
    /// <exception cref="CofferException">It is not there.</exception>
    public Task<string> RegionAsync(CancellationToken cancellation) => CallAsync(
        "s3:ListBucket",
        async stop => (await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, stop).ConfigureAwait(false)).BucketRegion
            is { Length: > 0 } said ? said : region,
        cancellation);

    /// <summary>For example <c>AES256</c> or <c>aws:kms</c>; null where the bucket says none.</summary>
    public Task<string?> EncryptionAsync(CancellationToken cancellation) => CallAsync(
        "s3:GetEncryptionConfiguration",
        async stop =>
        {
            try
            {
                var answer = await s3.GetBucketEncryptionAsync(
                    new GetBucketEncryptionRequest { BucketName = bucket }, stop).ConfigureAwait(false);
                return answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?.FirstOrDefault()
                    ?.ServerSideEncryptionByDefault?.ServerSideEncryptionAlgorithm?.Value;
            }
            catch (AmazonS3Exception none) when (none.ErrorCode == "ServerSideEncryptionConfigurationNotFoundError")
            {
                return null;
            }
        },
        cancellation);

    /// <summary>Whether all four walls against public access stand.</summary>
    public Task<bool> IsWalledAsync(CancellationToken cancellation) => CallAsync(
        "s3:GetBucketPublicAccessBlock",
        async stop =>
        {
            try
            {
                var answer = await s3.GetPublicAccessBlockAsync(
                    new GetPublicAccessBlockRequest { BucketName = bucket }, stop).ConfigureAwait(false);
                return answer.PublicAccessBlockConfiguration is
                {
                    BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
                };
            }
            catch (AmazonS3Exception none) when (none.ErrorCode == "NoSuchPublicAccessBlockConfiguration")
            {
                return false;
            }
        },
        cancellation);

    private async Task<T> CallAsync<T>(string action, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var telling = new Telling(
            action,
            $"'s3://{bucket}' cannot be looked at",
            failure => AwsFailure.Why(failure, action, $"bucket '{bucket}' in {region}", "look at 'bucket' in coffer.json"));
        try
        {
            return await calls.RunAsync(attempt => call(attempt.Token), telling, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }
}
