namespace Coffer.LocalAws.Services.S3.Checksums;

/// <summary>
/// A reflected cyclic redundancy check, one byte a step. All three of S3's start with ones and are inverted at the end:
/// https://reveng.sourceforge.io/crc-catalogue/all.htm (CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/NVME).
/// </summary>
internal sealed class CrcTable
{
    public static readonly CrcTable Crc32 = new(0xEDB88320, 32);
    public static readonly CrcTable Crc32C = new(0x82F63B78, 32);
    public static readonly CrcTable Crc64Nvme = new(0x9A6C9329AC4BC9B5, 64);

    private readonly ulong[] entries = new ulong[256];

    private CrcTable(ulong reflectedPolynomial, int bits)
    {
        Bits = bits;
        for (var i = 0; i < entries.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ reflectedPolynomial;
            }
            entries[i] = value;
        }
    }

    public int Bits { get; }

    public ulong Mask => ulong.MaxValue >> (64 - Bits);

    public ulong Update(ulong register, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            register = entries[(byte)register ^ value] ^ (register >> 8);
        }
        return register;
    }
}
