using System.Security.Cryptography;
using Coffer.LocalAws.Services.S3.Checksums;

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
    public string Md5Hex => Convert.ToHexStringLower(Md5);
}
