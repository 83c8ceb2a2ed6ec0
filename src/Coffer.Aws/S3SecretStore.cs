using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Aws.Calls;
using Coffer.Core.Ports;

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
    public Task<StoredContent> GetAsync(string key, string? version, CancellationToken cancellation) => CallAsync(
        async attempt =>
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version };
            using var response = await s3.GetObjectAsync(request, attempt.Token).ConfigureAwait(false);
            return new StoredContent(await ReadAsync(response, key, attempt).ConfigureAwait(false), VersionOf(response.VersionId));
        },
        exception => version is null
            ? AwsFailure.Of(exception, "s3:GetObject", $"'{Url(key)}' cannot be read", Resource)
            : VersionFailure.Of(exception, $"'{Url(key)}' (version '{version}') cannot be read", Resource),
        cancellation);

    /// <inheritdoc/>
    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation)
    {
        var bytes = content.ToArray();
        var response = await CallAsync(
            attempt =>
            {
                attempt.AllowFor(bytes.Length);
                return s3.PutObjectAsync(Request(key, bytes, replaces), attempt.Token);
            },
            "s3:PutObject",
            $"'{Url(key)}' cannot be written",
            cancellation).ConfigureAwait(false);
        return VersionOf(response.VersionId);
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
            return await CallAsync(call, exception => AwsFailure.Of(exception, action, what, Resource), cancellation).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (IsConflict(exception))
        {
            throw new CofferException(
                ErrorCode.CannotWrite, $"{what}: somebody else changed it meanwhile", "look with 'coffer status', then run the same command again", exception);
        }
    }

    private async Task<T> CallAsync<T>(Func<Attempt, Task<T>> call, Func<Exception, CofferException> failure, CancellationToken cancellation)
    {
        try
        {
            return await calls.RunAsync(call, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception) && !IsConflict(exception))
        {
            throw failure(exception);
        }
    }

    private static bool IsConflict(Exception exception) =>
        exception is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict };

    // The SDK has an empty text for a header that is not there.
    private static string? VersionOf(string? header) => string.IsNullOrEmpty(header) ? null : header;

    private string Resource => $"bucket '{bucket}' in {region}";

    private string Url(string key) => $"s3://{bucket}/{key.TrimEnd('/')}";
}
