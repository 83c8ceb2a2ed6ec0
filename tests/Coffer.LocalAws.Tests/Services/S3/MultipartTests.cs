using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.State;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html</summary>
public sealed class MultipartTests(S3Server server) : IClassFixture<S3Server>
{
    private const int Least = 5 << 20;

    [Fact]
    public async Task An_object_of_two_parts_comes_back_whole_and_by_part()
    {
        using var client = server.Client();
        var bucket = await server.BucketAsync();
        var (first, second) = (Bytes(Least, 1), Bytes(1000, 2));
        var id = await StartAsync(client, bucket, new() { ContentType = "text/x", TagSet = [new() { Key = "a", Value = "b" }] });
        var parts = new List<PartETag> { await PartAsync(client, bucket, id, 1, first), await PartAsync(client, bucket, id, 7, second) };

        var listed = await client.ListPartsAsync(bucket, "k", id, S3Server.Token);
        Assert.Equal([(1, Least), (7, 1000)], listed.Parts.Select(part => (part.PartNumber!.Value, (int)part.Size!.Value)));
        Assert.Equal(id, Assert.Single((await client.ListMultipartUploadsAsync(bucket, S3Server.Token)).MultipartUploads).UploadId);
        var made = await client.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = "k", UploadId = id, PartETags = parts }, S3Server.Token);
        Assert.Equal($"\"{ETagOf(first, second)}-2\"", made.ETag);

        using var whole = await client.GetObjectAsync(bucket, "k", S3Server.Token);
        Assert.Equal("text/x", whole.Headers.ContentType);
        Assert.Equal(first.Concat(second), await ReadAsync(whole));
        using var last = await client.GetObjectAsync(new() { BucketName = bucket, Key = "k", PartNumber = 2 }, S3Server.Token);
        Assert.Equal((2, $"bytes {Least}-{Least + 999}/{Least + 1000}"), (last.PartsCount, last.ContentRange));
        Assert.Equal(second, await ReadAsync(last));
        Assert.Empty((await client.ListMultipartUploadsAsync(bucket, S3Server.Token)).MultipartUploads ?? []);
        var again = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k?uploadId={id}");
        Assert.Contains("404 NoSuchUpload |", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_are_missing_small_changed_or_in_disorder_are_refused_and_the_upload_stays()
    {
        using var client = server.Client();
        var bucket = await server.BucketAsync();
        var id = await StartAsync(client, bucket, new());
        var one = await PartAsync(client, bucket, id, 1, Bytes(10, 1));
        var two = await PartAsync(client, bucket, id, 2, Bytes(10, 2));
        (string Expected, PartETag[] Parts)[] cases =
        [
            ("InvalidPart", [new(1, two.ETag)]), ("InvalidPart", [new(3, one.ETag)]), ("InvalidPartOrder", [two, one]),
            ("InvalidPartOrder", [one, one]), ("EntityTooSmall", [one, two]), ("MalformedXML", []),
        ];
        foreach (var (expected, parts) in cases)
        {
            var body = $"<CompleteMultipartUpload>{string.Concat(parts.Select(part =>
                $"<Part><PartNumber>{part.PartNumber}</PartNumber><ETag>{part.ETag}</ETag></Part>"))}</CompleteMultipartUpload>";
            var answer = await server.SendAsync(
                HttpMethod.Post, $"/{bucket}/k?uploadId={id}", body: System.Text.Encoding.UTF8.GetBytes(body));
            Assert.Contains($"400 {expected} |", answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(6, cases.Length);
        Assert.Equal(2, (await client.ListPartsAsync(bucket, "k", id, S3Server.Token)).Parts.Count);
        await client.AbortMultipartUploadAsync(bucket, "k", id, S3Server.Token);
        var again = await server.SendAsync(HttpMethod.Delete, $"/{bucket}/k?uploadId={id}");
        Assert.Contains("404 NoSuchUpload |", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHA256", null, "COMPOSITE")]
    [InlineData("CRC32", "COMPOSITE", "COMPOSITE")]
    [InlineData("CRC32", "FULL_OBJECT", "FULL_OBJECT")]
    public async Task The_checksum_is_of_the_whole_or_of_the_parts(string algorithm, string? type, string expected)
    {
        using var client = server.Client();
        var bucket = await server.BucketAsync();
        var id = await StartAsync(client, bucket, new()
        {
            ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
            ChecksumType = type is null ? null : ChecksumType.FindValue(type),
        });
        var parts = new List<PartETag>();
        foreach (var (number, body) in ((int, byte[])[])[(1, Bytes(Least, 1)), (2, Bytes(77, 2))])
        {
            var part = await client.UploadPartAsync(new()
            {
                BucketName = bucket, Key = "k", UploadId = id, PartNumber = number, InputStream = new MemoryStream(body),
                ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
            }, S3Server.Token);
            parts.Add(new(number, part.ETag) { ChecksumCRC32 = part.ChecksumCRC32, ChecksumSHA256 = part.ChecksumSHA256 });
        }

        var made = await client.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = "k", UploadId = id, PartETags = parts }, S3Server.Token);
        Assert.Equal(expected, made.ChecksumType.Value);
        var attributes = await client.GetObjectAttributesAsync(new()
        {
            BucketName = bucket, Key = "k",
            ObjectAttributes = [ObjectAttributes.Checksum, ObjectAttributes.ObjectParts, ObjectAttributes.ObjectSize],
        }, S3Server.Token);
        Assert.Equal((Least + 77, 2), (attributes.ObjectSize, attributes.ObjectParts.TotalPartsCount));
        Assert.Equal(2, attributes.ObjectParts.Parts.Count);
        Assert.Equal(expected, attributes.Checksum.ChecksumType.Value);
        if (algorithm == "SHA256")
        {
            byte[] sums = [.. SHA256.HashData(Bytes(Least, 1)), .. SHA256.HashData(Bytes(77, 2))];
            Assert.Equal($"{Convert.ToBase64String(SHA256.HashData(sums))}-2", attributes.Checksum.ChecksumSHA256);
        }
        else if (expected == "FULL_OBJECT")
        {
            // The same object in one piece has the same checksum.
            var whole = await client.PutObjectAsync(new()
            {
                BucketName = bucket, Key = "whole", InputStream = new MemoryStream([.. Bytes(Least, 1), .. Bytes(77, 2)]),
                ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
            }, S3Server.Token);
            Assert.Equal(whole.ChecksumCRC32, attributes.Checksum.ChecksumCRC32);
        }
    }

    [Fact]
    public async Task A_part_can_be_copied_from_an_object_whole_or_a_range_of_it()
    {
        using var client = server.Client();
        var bucket = await server.BucketAsync();
        await client.PutObjectAsync(new() { BucketName = bucket, Key = "source", ContentBody = "0123456789" }, S3Server.Token);
        var id = await StartAsync(client, bucket, new());
        var copied = await client.CopyPartAsync(new()
        {
            SourceBucket = bucket, SourceKey = "source", DestinationBucket = bucket, DestinationKey = "k", UploadId = id, PartNumber = 1,
            FirstByte = 2, LastByte = 4,
        }, S3Server.Token);
        await client.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = "k", UploadId = id, PartETags = [new(1, copied.ETag)] }, S3Server.Token);
        using var made = await client.GetObjectAsync(bucket, "k", S3Server.Token);
        Assert.Equal("234"u8.ToArray(), await ReadAsync(made));
        var outside = await server.SendAsync(
            HttpMethod.Put, $"/{bucket}/k?partNumber=1&uploadId={await StartAsync(client, bucket, new())}",
            new() { ["x-amz-copy-source"] = $"/{bucket}/source", ["x-amz-copy-source-range"] = "bytes=0-10" });
        Assert.Contains(
            "400 InvalidArgument | Range specified is not valid for source object of size: 10 |", outside.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploads_are_listed_by_key_page_by_page_and_rolled_up()
    {
        using var client = server.Client();
        var bucket = await server.BucketAsync();
        foreach (var key in (string[])["b", "a/1", "a/2", "c"])
        {
            await client.InitiateMultipartUploadAsync(new() { BucketName = bucket, Key = key }, S3Server.Token);
        }

        var keys = new List<string>();
        var page = new ListMultipartUploadsResponse();
        do
        {
            page = await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest
            {
                BucketName = bucket, MaxUploads = 1, KeyMarker = page.NextKeyMarker, UploadIdMarker = page.NextUploadIdMarker,
            }, S3Server.Token);
            keys.AddRange(page.MultipartUploads.Select(upload => upload.Key));
        }
        while (page.IsTruncated == true);

        Assert.Equal(["a/1", "a/2", "b", "c"], keys);
        var rolled = await client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = bucket, Delimiter = "/" }, S3Server.Token);
        Assert.Equal(["a/"], rolled.CommonPrefixes);
        Assert.Equal(["b", "c"], rolled.MultipartUploads.Select(upload => upload.Key));
    }

    [Fact]
    public void A_restart_finds_uploads_and_their_parts_and_nothing_of_those_that_ended()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("coffer-parts-").FullName, "s3");
        try
        {
            var store = BucketStore.Open(folder, new StateDisk());
            store.Create("bucket", "us-east-1", "000000000000", null, default);
            var uploads = store.Find("bucket")!.Uploads;
            var (kept, ended) = (uploads.Start(new() { Key = "kept", LastModified = default }), uploads.Start(
                new() { Key = "ended", LastModified = default }));
            foreach (var number in (int[])[2, 1, 2])
            {
                using var body = uploads.Begin(kept, 1);
                body.Body.WriteByte((byte)number);
                uploads.Put(kept, new() { Key = "kept", Sequence = number, Size = 1, LastModified = default }, body);
            }

            uploads.Abort(ended.Id, "ended");
            var half = Directory.CreateDirectory(Path.Combine(Directory.GetDirectories(folder).Single(), "half"));
            File.WriteAllText(Path.Combine(half.FullName, "0000000000000001.object"), "");

            var after = BucketStore.Open(folder, new StateDisk()).Find("bucket")!.Uploads;
            var found = Assert.Single(after.All());
            Assert.Equal([1L, 2L], found.Parts.Select(part => part.Sequence));
            using var second = after.Open(found, found.Parts[1]);
            Assert.Equal(2, second.ReadByte());
            Assert.Single(Directory.GetDirectories(Directory.GetDirectories(folder).Single()));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    private static async Task<string> StartAsync(AmazonS3Client client, string bucket, InitiateMultipartUploadRequest request)
    {
        (request.BucketName, request.Key) = (bucket, "k");
        return (await client.InitiateMultipartUploadAsync(request, S3Server.Token)).UploadId;
    }

    private static async Task<PartETag> PartAsync(AmazonS3Client client, string bucket, string id, int number, byte[] body) =>
        new(await client.UploadPartAsync(new()
        {
            BucketName = bucket, Key = "k", UploadId = id, PartNumber = number, InputStream = new MemoryStream(body),
        }, S3Server.Token));

    private static byte[] Bytes(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    private static async Task<byte[]> ReadAsync(GetObjectResponse response)
    {
        using var bytes = new MemoryStream();
        await response.ResponseStream.CopyToAsync(bytes, S3Server.Token);
        return bytes.ToArray();
    }

#pragma warning disable CA5351 // S3 says so.
    private static string ETagOf(params byte[][] parts) => Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(MD5.HashData)]));
#pragma warning restore CA5351
}
