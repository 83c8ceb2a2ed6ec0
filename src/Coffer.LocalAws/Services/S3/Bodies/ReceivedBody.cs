using Coffer.LocalAws.Services.S3.Checksums;

namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>A body that was read to its end and is what its client said.</summary>
internal sealed record ReceivedBody(long Size, byte[] Md5, ChecksumAlgorithm Algorithm, string Checksum)
{
    public string Md5Hex => Convert.ToHexStringLower(Md5);
}
