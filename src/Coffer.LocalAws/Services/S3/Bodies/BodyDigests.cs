using System.Security.Cryptography;
using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>Everything that is computed over a body while it passes.</summary>
internal sealed class BodyDigests(ChecksumAlgorithm algorithm, bool withSha256) : IDisposable
{
    // S3 defines the ETag as MD5; it is no protection.
    private readonly HashChecksum md5 = new(HashAlgorithmName.MD5);
    private readonly RunningChecksum checksum = algorithm.Start();
    private readonly HashChecksum? sha256 = withSha256 ? new(HashAlgorithmName.SHA256) : null;
    private long size;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        size += bytes.Length;
        md5.Append(bytes);
        checksum.Append(bytes);
        sha256?.Append(bytes);
    }

    /// <summary>Takes in what it copies.</summary>
    public async Task CopyAsync(Stream source, long count, Stream destination, CancellationToken aborted)
    {
        var buffer = new byte[64 * 1024];
        for (var left = count; left > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            await source.ReadExactlyAsync(piece, aborted);
            Append(piece.Span);
            await destination.WriteAsync(piece, aborted);
            left -= piece.Length;
        }
    }

    public (ReceivedBody Body, string? Sha256) Finish() => (
        new(size, md5.Finish(), algorithm, Convert.ToBase64String(checksum.Finish())),
        sha256 is null ? null : Convert.ToHexStringLower(sha256.Finish()));

    public void Dispose()
    {
        md5.Dispose();
        checksum.Dispose();
        sha256?.Dispose();
    }
}

/// <summary>A body that was read to its end and is what its client said.</summary>
internal sealed record ReceivedBody(long Size, byte[] Md5, ChecksumAlgorithm Algorithm, string Checksum)
{
    private string Md5Hex => Convert.ToHexStringLower(Md5);

    /// <summary>
    /// The object that has this body. MD5 is the ETag only of what KMS does not encrypt:
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
    /// </summary>
    public ObjectVersion In(ObjectVersion target) => target with
    {
        Size = Size,
        ETag = target.KmsKeyArn is null ? Md5Hex : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        ChecksumAlgorithm = Algorithm.Name,
        Checksum = Checksum,
    };
}
