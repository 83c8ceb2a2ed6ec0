using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>One bucket. ETags are opaque here: with SSE-KMS they are no hashes.</summary>
internal sealed class S3SecretStore(IAmazonS3 s3, AwsCalls calls, string bucket, string region) : ISecretStore
{
    private const int MaxObjectBytes = AnswerLimits.Object;
    private const int MaxKeys = 100_000;

    /// <inheritdoc/>
    public async Task<bool> KeepsVersionsAsync(CancellationToken cancellation)
    {
        var answer = await CallAsync(
            attempt => s3.GetBucketVersioningAsync(bucket, attempt.Token),
            Telling("s3:GetBucketVersioning", $"whether 's3://{bucket}' keeps versions cannot be asked"),
            cancellation).ConfigureAwait(false);
        return answer.VersioningConfig?.Status == VersionStatus.Enabled;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        var known = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            var page = await CallAsync(
                async attempt =>
                    WholeAnswers.Page(await s3.ListObjectsV2Async(request, attempt.Token).ConfigureAwait(false), request, known),
                Telling("s3:ListBucket", $"'{Url(prefix)}' cannot be listed"),
                cancellation).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                known.Add(item.Key);
                yield return new StoredObject(item.Key, item.Size ?? 0, item.ETag);
            }

            if (known.Count > MaxKeys)
            {
                throw new CofferException(ErrorCode.Malformed, $"'{Url(prefix)}' has more than {MaxKeys} objects, more than are read");
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public Task<StoredContent> GetAsync(string key, string? version, CancellationToken cancellation) => GetAsync(
        new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version }, cancellation);

    /// <inheritdoc/>
    public async Task<StoredContent?> GetChangedAsync(string key, string? tag, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(
                new GetObjectRequest { BucketName = bucket, Key = key, EtagToNotMatch = tag }, cancellation).ConfigureAwait(false);
        }
        catch (CofferException exception) when (
            tag is not null && exception.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotModified })
        {
            return null;
        }
    }

    private Task<StoredContent> GetAsync(GetObjectRequest request, CancellationToken cancellation) => CallAsync(
        async attempt =>
        {
            var (key, version) = (request.Key, request.VersionId);
            using var response = await s3.GetObjectAsync(request, attempt.Token).ConfigureAwait(false);
            WholeAnswers.Object(response, version);
            return new StoredContent(
                await ReadAsync(response, key, attempt).ConfigureAwait(false), VersionOf(response.VersionId), response.ETag);
        },
        request.VersionId is null
            ? Telling("s3:GetObject", $"'{Url(request.Key)}' cannot be read")
            : new Telling(
                VersionFailure.Action,
                $"'{Url(request.Key)}' (version '{request.VersionId}') cannot be read",
                exception => VersionFailure.Why(exception, Resource)),
        cancellation);

    /// <inheritdoc/>
    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation)
    {
        var bytes = content.ToArray();
        var telling = Telling("s3:PutObject", $"'{Url(key)}' cannot be written");
        try
        {
            var response = await calls.RunAsync(
                async attempt =>
                {
                    attempt.AllowFor(bytes.Length);
                    return WholeAnswers.Written(
                        await s3.PutObjectAsync(Request(key, bytes, replaces), attempt.Token).ConfigureAwait(false));
                },
                telling,
                cancellation).ConfigureAwait(false);
            return VersionOf(response.VersionId);
        }
        catch (AmazonS3Exception exception) when (IsConflict(exception))
        {
            // The answer to a first try may have got lost, and a repeat has met what that wrote.
            return await ReadOrNullAsync(key, cancellation).ConfigureAwait(false) is { } there && there.Bytes.AsSpan().SequenceEqual(bytes)
                ? there.Version
                : throw Conflict(key, exception);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancellation) => await CallAsync(
        async attempt => WholeAnswers.Deleted(await s3.DeleteObjectAsync(bucket, key, attempt.Token).ConfigureAwait(false)),
        Telling("s3:DeleteObject", $"'{Url(key)}' cannot be deleted"),
        cancellation).ConfigureAwait(false);

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

        // What came in chunks says no length, but has an end. There the SDK compares the checksum.
        using var content = new MemoryStream((int)response.ContentLength);
        await response.ResponseStream.CopyToAsync(content, attempt.Token).ConfigureAwait(false);
        WholeAnswers.Body(content.Length, response.ContentLength);
        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    private async Task<StoredContent?> ReadOrNullAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(key, null, cancellation).ConfigureAwait(false);
        }
        catch (CofferException)
        {
            return null;
        }
    }

    private Telling Telling(string action, string what) =>
        new(action, what, exception => AwsFailure.Why(exception, action, Resource));

    private async Task<T> CallAsync<T>(Func<Attempt, Task<T>> call, Telling telling, CancellationToken cancellation)
    {
        try
        {
            return await calls.RunAsync(call, telling, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (AwsFailure.IsOne(exception))
        {
            throw telling.Failure(exception);
        }
    }

    private CofferException Conflict(string key, Exception exception) => new(
        ErrorCode.CannotWrite,
        $"'{Url(key)}' cannot be written: somebody else changed it meanwhile",
        "look with 'coffer status', then run the same command again",
        exception);

    private static bool IsConflict(Exception exception) =>
        exception is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict };

    // The SDK has an empty text for a header that is not there.
    private static string? VersionOf(string? header) => string.IsNullOrEmpty(header) ? null : header;

    private string Resource => $"bucket '{bucket}' in {region}";

    private string Url(string key) => $"s3://{bucket}/{key.TrimEnd('/')}";
}
