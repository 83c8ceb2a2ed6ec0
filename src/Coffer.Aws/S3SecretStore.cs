using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Core.Errors;
using Coffer.Core.Stores;

namespace Coffer.Aws;

/// <summary>One bucket. ETags are opaque here: with SSE-KMS they are no hashes.</summary>
internal sealed class S3SecretStore(IAmazonS3 s3, string bucket, string region) : ISecretStore
{
    // The SDK retries a request, but not a body that breaks off: so the whole read is repeated.
    private const int ReadAttempts = 3;

    private const int MaxObjectBytes = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await CallAsync(
                s3.ListObjectsV2Async(request, cancellation), "s3:ListBucket", $"'{Url(prefix)}' cannot be listed", cancellation).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new StoredObject(item.Key, item.Size ?? 0, item.ETag);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public async Task<StoredContent> GetAsync(string key, string? version, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await s3.GetObjectAsync(request, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
                var content = await ReadAsync(response, key, cancellation).ConfigureAwait(false);
                return new StoredContent(content, VersionOf(response.VersionId));
            }
            catch (Exception exception) when (exception is IOException or HttpIOException && attempt < ReadAttempts)
            {
                continue;
            }
            catch (Exception exception) when (AwsFailure.IsOne(exception))
            {
                throw version is null
                    ? AwsFailure.Of(exception, "s3:GetObject", $"'{Url(key)}' cannot be read", Resource)
                    : VersionFailure.Of(exception, $"'{Url(key)}' (version '{version}') cannot be read", Resource);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = stream,
            AutoCloseStream = false,
            ContentType = "application/octet-stream",
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            IfMatch = replaces,
            IfNoneMatch = replaces is null ? "*" : null,
        };
        var response = await CallAsync(
            s3.PutObjectAsync(request, cancellation), "s3:PutObject", $"'{Url(key)}' cannot be written", cancellation).ConfigureAwait(false);
        return VersionOf(response.VersionId);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancellation) =>
        await CallAsync(
            s3.DeleteObjectAsync(bucket, key, cancellation), "s3:DeleteObject", $"'{Url(key)}' cannot be deleted", cancellation).ConfigureAwait(false);

    private static async Task<byte[]> ReadAsync(GetObjectResponse response, string key, CancellationToken cancellation)
    {
        if (response.ContentLength is < 0 or > MaxObjectBytes)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{key}' has {response.ContentLength} bytes, more than the {MaxObjectBytes} that are read");
        }

        var content = new byte[response.ContentLength];
        await response.ResponseStream.ReadExactlyAsync(content, cancellation).ConfigureAwait(false);

        // The end of the stream is where the SDK compares the checksum.
        _ = await response.ResponseStream.ReadAsync(new byte[1], cancellation).ConfigureAwait(false);
        return content;
    }

    private async Task<T> CallAsync<T>(Task<T> call, string action, string what, CancellationToken cancellation)
    {
        try
        {
            return await call.WaitAsync(cancellation).ConfigureAwait(false);
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

    // The SDK has an empty text for a header that is not there.
    private static string? VersionOf(string? header) => string.IsNullOrEmpty(header) ? null : header;

    private string Resource => $"bucket '{bucket}' in {region}";

    private string Url(string key) => $"s3://{bucket}/{key.TrimEnd('/')}";
}
