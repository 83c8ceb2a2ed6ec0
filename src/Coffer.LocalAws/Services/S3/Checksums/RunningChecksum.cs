using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Coffer.LocalAws.Services.S3.Checksums;

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
