using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Calls;

/// <summary>A bucket that is read by the SDK: by a client of the caller's own, or where only the SDK knows the bucket's address.</summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">The bucket.</param>
internal sealed class SdkReads(IAmazonS3 s3, string bucket) : IBucketReads
{
    /// <inheritdoc/>
    public async Task<ListedPage> ListAsync(string prefix, string? token, CancellationToken cancellation)
    {
        var page = await s3.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = token },
            cancellation).ConfigureAwait(false);
        return new ListedPage(
            page.KeyCount,
            page.IsTruncated,
            page.NextContinuationToken,
            [.. (page.S3Objects ?? []).Select(item => new ListedObject(item.Key, item.Size, item.ETag))]);
    }

    /// <inheritdoc/>
    public async Task<StoredContent?> GetAsync(
        string key, string? version, string? known, Attempt attempt, Func<long, ISecretPlace?>? placeOf)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version, EtagToNotMatch = known };
        try
        {
            using var response = await s3.GetObjectAsync(request, attempt.Token).ConfigureAwait(false);

            // The SDK has an empty text for a header that is not there.
            var answered = string.IsNullOrEmpty(response.VersionId) ? null : response.VersionId;
            WholeAnswers.Object(response.ETag, answered, version);
            return new StoredContent(await ReadAsync(response, key, attempt).ConfigureAwait(false), answered, response.ETag);
        }
        catch (AmazonS3Exception same) when (known is not null && same.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadAsync(GetObjectResponse response, string key, Attempt attempt)
    {
        WholeAnswers.ObjectLength(response.ContentLength, key);
        attempt.AllowFor(response.ContentLength);

        // What came in chunks says no length, but has an end. There the SDK compares the checksum.
        using var content = new MemoryStream((int)response.ContentLength);
        await response.ResponseStream.CopyToAsync(content, attempt.Token).ConfigureAwait(false);
        WholeAnswers.Body(content.Length, response.ContentLength);
        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }
}
