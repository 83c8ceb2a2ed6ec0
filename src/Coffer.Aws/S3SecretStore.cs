using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Aws.Calls;
using Coffer.Core.Errors;
using Coffer.Core.Stores;

namespace Coffer.Aws;

/// <summary>One bucket. ETags are opaque here: with SSE-KMS they are no hashes.</summary>
internal sealed class S3SecretStore(IAmazonS3 s3, AwsCalls calls, string bucket, string region) : ISecretStore
{
    private const int MaxObjectBytes = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await CallAsync(
                attempt => s3.ListObjectsV2Async(request, attempt.Token), "s3:ListBucket", $"'{Url(prefix)}' cannot be listed", cancellation).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new StoredObject(item.Key, item.Size ?? 0, item.ETag);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public Task<byte[]> GetAsync(string key, CancellationToken cancellation) => CallAsync(
        async attempt =>
        {
            using var response = await s3.GetObjectAsync(bucket, key, attempt.Token).ConfigureAwait(false);
            return await ReadAsync(response, key, attempt).ConfigureAwait(false);
        },
        "s3:GetObject",
        $"'{Url(key)}' cannot be read",
        cancellation);

    /// <inheritdoc/>
    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation)
    {
        var bytes = content.ToArray();
        await CallAsync(
            attempt =>
            {
                attempt.AllowFor(bytes.Length);
                return s3.PutObjectAsync(Request(key, bytes, replaces), attempt.Token);
            },
            "s3:PutObject",
            $"'{Url(key)}' cannot be written",
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancellation) => await CallAsync(
        attempt => s3.DeleteObjectAsync(bucket, key, attempt.Token), "s3:DeleteObject", $"'{Url(key)}' cannot be deleted", cancellation).ConfigureAwait(false);

    private PutObjectRequest Request(string key, byte[] bytes, string? replaces) => new()
    {
        BucketName = bucket,
        Key = key,
        InputStream = new MemoryStream(bytes, writable: false),
        ContentType = "application/octet-stream",
        ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
        IfMatch = replaces,
        IfNoneMatch = replaces is null ? "*" : null,
    };

    private static async Task<byte[]> ReadAsync(GetObjectResponse response, string key, Attempt attempt)
    {
        if (response.ContentLength is < 0 or > MaxObjectBytes)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{key}' has {response.ContentLength} bytes, more than the {MaxObjectBytes} that are read");
        }

        attempt.AllowFor(response.ContentLength);
        var content = new byte[response.ContentLength];
        await response.ResponseStream.ReadExactlyAsync(content, attempt.Token).ConfigureAwait(false);

        // The end of the stream is where the SDK compares the checksum.
        _ = await response.ResponseStream.ReadAsync(new byte[1], attempt.Token).ConfigureAwait(false);
        return content;
    }

    private async Task<T> CallAsync<T>(Func<Attempt, Task<T>> call, string action, string what, CancellationToken cancellation)
    {
        try
        {
            return await calls.RunAsync(call, cancellation).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            throw new CofferException(
                ErrorCode.CannotWrite, $"{what}: somebody else changed it meanwhile", "look with 'coffer status', then run the same command again", exception);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw AwsFailure.Of(exception, action, what, Resource);
        }
    }

    private string Resource => $"bucket '{bucket}' in {region}";

    private string Url(string key) => $"s3://{bucket}/{key.TrimEnd('/')}";
}
