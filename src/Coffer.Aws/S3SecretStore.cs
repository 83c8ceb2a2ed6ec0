using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Aws.Calls;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>One bucket. ETags are opaque here: with SSE-KMS they are no hashes.</summary>
/// <param name="s3">Its region's S3.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="region">Its region.</param>
internal sealed class S3SecretStore(RegionalS3 s3, string bucket, string region) : ISecretStore
{
    private const int MaxKeys = 100_000;

    private readonly IBucketReads reads = s3.ReadsOf(bucket);

    /// <inheritdoc/>
    public async Task<bool> KeepsVersionsAsync(CancellationToken cancellation)
    {
        var answer = await CallAsync(
            attempt => s3.Sdk.GetBucketVersioningAsync(bucket, attempt.Token),
            Telling("s3:GetBucketVersioning", $"whether 's3://{bucket}' keeps versions cannot be asked"),
            cancellation).ConfigureAwait(false);
        return answer.VersioningConfig?.Status == VersionStatus.Enabled;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = await CallAsync(
                async attempt => WholeAnswers.Page(
                    await reads.ListAsync(prefix, token, attempt.Token).ConfigureAwait(false), prefix, token, known),
                Telling("s3:ListBucket", $"'{Url(prefix)}' cannot be listed"),
                cancellation).ConfigureAwait(false);
            foreach (var item in page.Objects)
            {
                known.Add(item.Key!);
                yield return new StoredObject(item.Key!, item.Bytes ?? 0, item.Tag!);
            }

            if (known.Count > MaxKeys)
            {
                throw new CofferException(ErrorCode.Malformed, $"'{Url(prefix)}' has more than {MaxKeys} objects, more than are read");
            }

            token = page.GoesOn == true ? page.Next : null;
        }
        while (token is not null);
    }

    /// <inheritdoc/>
    public async Task<StoredContent> GetAsync(
        string key, string? version, CancellationToken cancellation, Func<long, ISecretPlace?>? placeOf = null) =>
        (await ReadAsync(key, version, null, placeOf, cancellation).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public Task<StoredContent?> GetChangedAsync(string key, string? tag, CancellationToken cancellation) =>
        ReadAsync(key, null, tag, null, cancellation);

    private Task<StoredContent?> ReadAsync(
        string key, string? version, string? known, Func<long, ISecretPlace?>? placeOf, CancellationToken cancellation) => CallAsync(
        attempt => reads.GetAsync(key, version, known, attempt, placeOf),
        version is null
            ? Telling("s3:GetObject", $"'{Url(key)}' cannot be read")
            : new Telling(
                VersionFailure.Action,
                $"'{Url(key)}' (version '{version}') cannot be read",
                exception => VersionFailure.Why(exception, Resource)),
        cancellation);

    /// <inheritdoc/>
    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? replaces, CancellationToken cancellation)
    {
        var bytes = content.ToArray();
        var telling = Telling("s3:PutObject", $"'{Url(key)}' cannot be written");
        try
        {
            var response = await s3.Calls.RunAsync(
                async attempt =>
                {
                    attempt.AllowFor(bytes.Length);
                    return WholeAnswers.Written(
                        await s3.Sdk.PutObjectAsync(Request(key, bytes, replaces), attempt.Token).ConfigureAwait(false));
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
        async attempt => WholeAnswers.Deleted(await s3.Sdk.DeleteObjectAsync(bucket, key, attempt.Token).ConfigureAwait(false)),
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

    private async Task<StoredContent?> ReadOrNullAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(key, null, cancellation).ConfigureAwait(false);
        }
        catch (CofferException exception) when (exception.Code == ErrorCode.NotFound)
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
            return await s3.Calls.RunAsync(call, telling, cancellation).ConfigureAwait(false);
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
