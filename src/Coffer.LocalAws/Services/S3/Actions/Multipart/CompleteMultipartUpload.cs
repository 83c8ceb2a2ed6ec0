using System.Globalization;
using System.Security.Cryptography;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html</summary>
internal static class CompleteMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var (id, key) = (request.Parameter("uploadId")!, request.RequireKey());
        _ = bucket.Uploads.Require(id, key);
        var condition = WriteCondition.Parse(request);
        var document = await S3Document.ReadAsync(request, "CompleteMultipartUpload", isDescribed: false) ?? throw S3Errors.MalformedXml();
        var named = NamedPart.AllOf(document);
        var version = await bucket.Uploads.CompleteAsync(
            id, key, upload => AssembleAsync(request, bucket, upload, named, condition));

        VersionHeaders.WriteKept(version, bucket, request.Response.Headers);
        using var xml = new S3Xml("CompleteMultipartUploadResult");
        await xml.Element("Location", $"{request.Http.Scheme}://{request.Http.Host}{request.Http.Path}")
            .Element("Bucket", bucket.Name)
            .Element("Key", key)
            .Element("ETag", version.QuotedETag)
            .Element($"Checksum{version.ChecksumAlgorithm}", version.Checksum)
            .Element("ChecksumType", version.ChecksumType)
            .SendAsync(request.Response);
    }

    private static async Task<ObjectVersion> AssembleAsync(
        S3Request request, Bucket bucket, MultipartUpload upload, IReadOnlyList<NamedPart> named, WriteCondition condition)
    {
        var parts = named.Select(part => part.In(upload)).ToList();
        NamedPart.RequireSizes(parts);
        var size = parts.Sum(part => part.Size);
        if (size > bucket.MaxAssembledSize)
        {
            throw S3Errors.EntityTooLarge(size, bucket.MaxAssembledSize);
        }

        RequireSize(request, size);
        using var whole = bucket.Begin(size);
        var body = await JoinAsync(bucket, upload, parts, whole.Body, request.Aborted);
        var version = Describe(request, upload.Target, parts, body);
        RequireChecksum(request, version);
        return bucket.Put(version, whole, condition);
    }

    private static async Task<ReceivedBody> JoinAsync(
        Bucket bucket, MultipartUpload upload, List<ObjectVersion> parts, Stream destination, CancellationToken aborted)
    {
        var algorithm = ChecksumAlgorithm.Find(upload.Target.ChecksumAlgorithm) ?? ChecksumAlgorithm.Crc64Nvme;
        using var digests = new BodyDigests(algorithm, withSha256: false);
        foreach (var part in parts)
        {
            await using var content = bucket.Uploads.Open(upload, part);
            await digests.CopyAsync(content, part.Size, destination, aborted);
        }

        return digests.Finish().Body;
    }

    private static ObjectVersion Describe(S3Request request, ObjectVersion target, List<ObjectVersion> parts, ReceivedBody body)
    {
        var version = body.In(target);
        var withChecksums = target.ChecksumAlgorithm.Length > 0;
        return version with
        {
            Initiator = null,
            LastModified = request.Parts.Now,
            ETag = $"{ETagOf(target, parts)}-{parts.Count.ToString(CultureInfo.InvariantCulture)}",
            Checksum = target.IsComposite
                ? MultipartChecksum.Compose(body.Algorithm, [.. parts.Select(part => part.Checksum)])
                : body.Checksum,
            Parts = [.. parts.Select(part => new ObjectPart((int)part.Sequence, part.Size, withChecksums ? part.Checksum : null))],
        };
    }

    /// <summary>MD5 of the parts' MD5s; of what KMS encrypts anything, like theirs.</summary>
    private static string ETagOf(ObjectVersion target, List<ObjectVersion> parts)
    {
        if (target.KmsKeyArn is not null)
        {
            return Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        }

        using var md5 = new HashChecksum(HashAlgorithmName.MD5);
        foreach (var part in parts)
        {
            md5.Append(Convert.FromHexString(part.ETag));
        }

        return Convert.ToHexStringLower(md5.Finish());
    }

    private static void RequireSize(S3Request request, long size)
    {
        if (request.Header("x-amz-mp-object-size") is { } given && given != size.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest(
                $"The provided 'x-amz-mp-object-size' header value {given} does not match what was computed: {size}");
        }
    }

    /// <summary>What the headers say of the object that is made.</summary>
    private static void RequireChecksum(S3Request request, ObjectVersion version)
    {
        if (request.Header("x-amz-checksum-type") is { } type && type != version.ChecksumType)
        {
            throw S3Errors.InvalidRequest($"The upload was created using the {version.ChecksumType} checksum mode. The complete request "
                + "must use the same checksum mode.");
        }

        var given = request.Header(ChecksumAlgorithm.Require(version.ChecksumAlgorithm).Header);
        if (given is not null && given != version.Checksum && given != version.Checksum.Split('-')[0])
        {
            throw new AwsException(
                400,
                "BadDigest",
                $"The {version.ChecksumAlgorithm.ToLowerInvariant()} you specified did not match the calculated checksum.");
        }
    }
}
