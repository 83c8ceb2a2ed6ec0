using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>Every action on objects by the SDK, and what only a raw request can ask.</summary>
public sealed class ObjectTests(S3Server server) : IClassFixture<S3Server>
{
    private static CancellationToken Token => S3Server.Token;

    [Fact]
    public async Task What_the_sdk_puts_comes_back_with_its_headers_metadata_and_tags()
    {
        var bucket = await server.BucketAsync();
        using var client = server.Client();
        var put = new PutObjectRequest { BucketName = bucket, Key = "a/ü +%.txt", ContentBody = "hello", ContentType = "text/plain" };
        put.Headers.CacheControl = "no-cache";
        put.Metadata.Add("owner", "me");
        put.TagSet = [new() { Key = "k", Value = "v w" }];
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (await client.PutObjectAsync(put, Token)).ETag);

        using var get = await client.GetObjectAsync(bucket, put.Key, Token);
        using var reader = new StreamReader(get.ResponseStream);
        Assert.Equal("hello", await reader.ReadToEndAsync(Token));
        Assert.Equal(("no-cache", "me", 1), (get.Headers.CacheControl, get.Metadata["owner"], get.TagCount));
        Assert.StartsWith("text/plain", get.Headers.ContentType, StringComparison.Ordinal);
        Assert.Equal("AES256", get.ServerSideEncryptionMethod.Value);
        var tags = await client.GetObjectTaggingAsync(new() { BucketName = bucket, Key = put.Key }, Token);
        Assert.Equal([("k", "v w")], tags.Tagging.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(5, (await client.GetObjectMetadataAsync(bucket, put.Key, Token)).ContentLength);
        await client.DeleteObjectAsync(bucket, put.Key, Token);
        var gone = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => client.GetObjectAsync(bucket, put.Key, Token));
        Assert.Equal(("NoSuchKey", "The specified key does not exist."), (gone.ErrorCode, gone.Message));
    }

    [Fact]
    public async Task The_sdk_lists_in_pages_and_deletes_many()
    {
        var bucket = await server.BucketAsync();
        using var client = server.Client();
        var keys = Enumerable.Range(0, 7).Select(i => $"k/{i} é&<>").Append("other").ToList();
        foreach (var key in keys)
        {
            await client.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = key }, Token);
        }
        var listed = new List<string>();
        await foreach (
            var item in client.Paginators.ListObjectsV2(new() { BucketName = bucket, MaxKeys = 3 }).S3Objects.WithCancellation(Token))
        {
            listed.Add(item.Key);
        }
        Assert.Equal(keys, listed);
        var rolled = await client.ListObjectsAsync(new ListObjectsRequest { BucketName = bucket, Delimiter = "/", MaxKeys = 1 }, Token);
        Assert.Equal(["k/"], rolled.CommonPrefixes);
        Assert.Equal(("k/", true), (rolled.NextMarker, rolled.IsTruncated!.Value));
        var deleted = await client.DeleteObjectsAsync(
            new() { BucketName = bucket, Objects = [.. keys.Select(key => new KeyVersion { Key = key })] }, Token);
        Assert.Equal(keys, deleted.DeletedObjects.Select(item => item.Key));
        Assert.Equal(0, (await client.ListObjectsV2Async(new() { BucketName = bucket }, Token)).KeyCount);
    }

    [Fact]
    public async Task Versions_and_delete_markers_answer_as_aws_does()
    {
        var bucket = await server.BucketAsync(versioned: true);
        using var client = server.Client();
        var first = (await client.PutObjectAsync(new() { BucketName = bucket, Key = "k", ContentBody = "1" }, Token)).VersionId;
        await client.PutObjectAsync(new() { BucketName = bucket, Key = "k", ContentBody = "2" }, Token);
        var marker = await client.DeleteObjectAsync(bucket, "k", Token);
        Assert.Equal("true", marker.DeleteMarker);
        Assert.Matches("^[A-Za-z0-9_-]{32}$", first);

        var hidden = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k");
        Assert.Equal("404 NoSuchKey | The specified key does not exist. | {\"Key\": \"k\"}", hidden.Error);
        Assert.Equal(("true", marker.VersionId), (hidden.Headers["x-amz-delete-marker"], hidden.Headers["x-amz-version-id"]));
        var itself = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k?versionId={marker.VersionId}");
        Assert.Equal("405 MethodNotAllowed | The specified method is not allowed against this resource. | "
            + "{\"Method\": \"GET\", \"ResourceType\": \"DeleteMarker\"}", itself.Error);
        Assert.Equal("1", (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k?versionId={first}")).Text);
        Assert.Equal("400 InvalidArgument | Invalid version id specified | "
            + "{\"ArgumentName\": \"versionId\", \"ArgumentValue\": \"HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD\"}",
            (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k?versionId=HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD")).Error);

        var page = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, MaxKeys = 2 }, Token);
        var rest = await client.ListVersionsAsync(
            new ListVersionsRequest { BucketName = bucket, KeyMarker = page.NextKeyMarker, VersionIdMarker = page.NextVersionIdMarker },
            Token);
        Assert.Equal([first], rest.Versions.Select(version => version.VersionId));
        await client.DeleteObjectAsync(bucket, "k", first, Token);
        Assert.Equal($"404 NoSuchVersion | The specified version does not exist. | {{\"Key\": \"k\", \"VersionId\": \"{first}\"}}",
            (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k?versionId={first}")).Error);
    }

    [Theory]
    [InlineData("bytes=0-0", 206, "0", "bytes 0-0/10")]
    [InlineData("bytes=3-5", 206, "345", "bytes 3-5/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-30", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=5-99", 206, "56789", "bytes 5-9/10")]
    [InlineData("bytes=0-1,3-4", 200, "0123456789", null)]
    [InlineData("bytes=5-3", 200, "0123456789", null)]
    [InlineData("lines=1-2", 200, "0123456789", null)]
    [InlineData("bytes=-0", 416, null, null)]
    [InlineData("bytes=100-200", 416, null, null)]
    public async Task A_range_is_served_ignored_or_refused(string range, int status, string? body, string? contentRange)
    {
        var bucket = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, "0123456789"u8.ToArray());
        var answer = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", new() { ["range"] = range });
        Assert.Equal(status, answer.Status);
        Assert.Equal(contentRange, answer.Headers.GetValueOrDefault("Content-Range"));
        Assert.Equal(body ?? $"416 InvalidRange | The requested range is not satisfiable | {{\"ActualObjectSize\": \"10\", "
            + $"\"RangeRequested\": \"{range}\"}}",
            body is null ? answer.Error : answer.Text);
    }

    [Fact]
    public async Task A_copy_takes_what_it_is_told_to_take()
    {
        var bucket = await server.BucketAsync();
        await server.SendAsync(
            HttpMethod.Put, $"/{bucket}/from", new() { ["x-amz-meta-a"] = "1", ["x-amz-tagging"] = "t=1" }, "body"u8.ToArray());
        using var client = server.Client();
        await client.CopyObjectAsync(bucket, "from", bucket, "to", Token);
        var copy = await server.SendAsync(HttpMethod.Get, $"/{bucket}/to");
        Assert.Equal(("body", "1", "1"), (copy.Text, copy.Headers["x-amz-meta-a"], copy.Headers["x-amz-tagging-count"]));
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/to", new()
        {
            ["x-amz-copy-source"] = $"/{bucket}/from",
            ["x-amz-metadata-directive"] = "REPLACE",
            ["x-amz-meta-b"] = "2",
            ["x-amz-tagging-directive"] = "REPLACE",
        });
        var replaced = await server.SendAsync(HttpMethod.Head, $"/{bucket}/to");
        Assert.Equal(
            (false, "2", false),
            (
                replaced.Headers.ContainsKey("x-amz-meta-a"),
                replaced.Headers["x-amz-meta-b"],
                replaced.Headers.ContainsKey("x-amz-tagging-count")));
        Assert.Equal("400 InvalidRequest | This copy request is illegal because it is trying to copy an object to itself "
            + "without changing the object's "
            + "metadata, storage class, website redirect location or encryption attributes. | "
                + "{}", (await CopyAsync(bucket, "to", $"{bucket}/to")).Error);
        Assert.Equal("400 InvalidArgument | Invalid copy source object key | "
            + "{\"ArgumentName\": \"x-amz-copy-source\", \"ArgumentValue\": \"x-amz-copy-source\"}",
            (await CopyAsync(bucket, "to", bucket)).Error);
        Assert.Equal("404 NoSuchKey | The specified key does not exist. | "
            + "{\"Key\": \"none\"}", (await CopyAsync(bucket, "to", $"{bucket}/none")).Error);
    }

    [Theory]
    [InlineData("/{0}/../../etc/passwd")]
    [InlineData("/{0}/./a//b/")]
    [InlineData("/{0}/%01%FF")]
    public async Task A_key_is_bytes_and_no_path(string path)
    {
        var bucket = await server.BucketAsync();
        var target = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, bucket);
        var put = await server.SendAsync(HttpMethod.Put, target, null, "x"u8.ToArray());
        if (path.Contains("%FF", StringComparison.Ordinal))
        {
            Assert.StartsWith("400 InvalidURI | Couldn't parse the specified URI.", put.Error, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(200, put.Status);
        Assert.Equal("x", (await server.SendAsync(HttpMethod.Get, target)).Text);
        var key = Uri.UnescapeDataString(target[(bucket.Length + 2)..]);
        Assert.Contains($"<Key>{key}</Key>", (await server.SendAsync(HttpMethod.Get, $"/{bucket}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_with_conditions_of_storage_tags_and_length_are_checked()
    {
        var bucket = await server.BucketAsync();
        async Task<string> ErrorOf(string header, string value) =>
            (await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { [header] = value }, [1])).Error;
        Assert.Equal("400 InvalidStorageClass | The storage class you specified is not valid | "
            + "{\"StorageClassRequested\": \"OUTPOSTS\"}", await ErrorOf("x-amz-storage-class", "OUTPOSTS"));
        const string Tagging = "400 InvalidArgument | The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query "
            + "parameters without tag name duplicates. | ";
        foreach (var tags in new[] { "key1=val1&key1=val2", "key1=val1,key2=val2" })
        {
            Assert.Equal(
                $"{Tagging}{{\"ArgumentName\": \"x-amz-tagging\", \"ArgumentValue\": \"{tags}\"}}", await ErrorOf("x-amz-tagging", tags));
        }
        Assert.Equal("400 InvalidEncryptionAlgorithmError | The Encryption request you specified is not valid. Supported value: AES256. | "
            + "{\"ArgumentName\": \"x-amz-server-side-encryption\", \"ArgumentValue\": \"KMS\"}",
            await ErrorOf("x-amz-server-side-encryption", "KMS"));
        Assert.Equal("501 NotImplemented | A header you provided implies functionality that is not implemented | "
            + "{\"Header\": \"x-amz-if-match-size\"}",
            (await server.SendAsync(HttpMethod.Delete, $"/{bucket}/k", new() { ["x-amz-if-match-size"] = "1" })).Error);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, $"/{bucket}/{new string('k', 1024)}", null, [1])).Status);
        Assert.StartsWith(
            "400 KeyTooLongError | Your key is too long |",
            (await server.SendAsync(HttpMethod.Put, $"/{bucket}/{new string('k', 1025)}", null, [1])).Error,
            StringComparison.Ordinal);
    }

    private Task<Answer> CopyAsync(string bucket, string key, string source) =>
        server.SendAsync(HttpMethod.Put, $"/{bucket}/{key}", new() { ["x-amz-copy-source"] = source });
}
