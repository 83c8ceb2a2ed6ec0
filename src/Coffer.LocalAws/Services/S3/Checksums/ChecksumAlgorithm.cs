using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Coffer.LocalAws.Services.S3.Checksums;

/// <summary>
/// A kind of checksum: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
/// </summary>
/// <param name="Name">As in XML, for example <c>CRC32</c>.</param>
/// <param name="Length">Bytes of its value.</param>
/// <param name="Start">Makes one that has seen nothing yet.</param>
internal sealed record ChecksumAlgorithm(string Name, int Length, Func<RunningChecksum> Start)
{
    /// <summary>What S3 computes for an object that came without a checksum.</summary>
    public static readonly ChecksumAlgorithm Crc64Nvme = new("CRC64NVME", 8, () => new CrcChecksum(CrcTable.Crc64Nvme));

    public static readonly IReadOnlyList<ChecksumAlgorithm> All =
    [
        new("CRC32", 4, () => new CrcChecksum(CrcTable.Crc32)),
        new("CRC32C", 4, () => new CrcChecksum(CrcTable.Crc32C)),
        Crc64Nvme,
        new("SHA1", 20, () => new HashChecksum(HashAlgorithmName.SHA1)),
        new("SHA256", 32, () => new HashChecksum(HashAlgorithmName.SHA256)),
    ];

    /// <summary>The header of its value, for example <c>x-amz-checksum-crc32</c>.</summary>
    public string Header { get; } = $"x-amz-checksum-{Name.ToLowerInvariant()}";

    public static ChecksumAlgorithm? Find(string name) =>
        All.FirstOrDefault(algorithm => algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static ChecksumAlgorithm Require(string name) => Find(name) ?? throw S3Errors.InvalidRequest(
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, "
            + "CRC64NVME, SHA1, SHA256]");
}

/// <summary>A checksum that bytes are added to as they come.</summary>
internal abstract class RunningChecksum : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The value, big-endian.</summary>
    public abstract byte[] Finish();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>A checksum that is a hash of the platform.</summary>
internal sealed class HashChecksum(HashAlgorithmName name) : RunningChecksum
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(name);

    public override void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    public override byte[] Finish() => hash.GetHashAndReset();

    public override void Dispose()
    {
        hash.Dispose();
        base.Dispose();
    }
}

/// <summary>A cyclic redundancy check over a table.</summary>
internal sealed class CrcChecksum(CrcTable table) : RunningChecksum
{
    private ulong register = table.Mask;

    public override void Append(ReadOnlySpan<byte> bytes) => register = table.Update(register, bytes);

    public override byte[] Finish()
    {
        var value = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, register ^ table.Mask);
        return value[^(table.Bits / 8)..];
    }
}
