namespace Coffer.Aws.Wire;

/// <summary>
/// A reflected cyclic redundancy check, one byte a step, with the polynomial's bits in reverse:
/// https://reveng.sourceforge.io/crc-catalogue/all.htm
/// </summary>
internal sealed class Crc
{
    private readonly ulong[] table = new ulong[256];
    private readonly ulong ones;

    private Crc(ulong polynomial, int bits)
    {
        ones = ulong.MaxValue >> (64 - bits);
        for (ulong index = 0; index < 256; index++)
        {
            var rest = index;
            for (var bit = 0; bit < 8; bit++)
            {
                rest = (rest >> 1) ^ ((rest & 1) * polynomial);
            }

            table[index] = rest;
        }
    }

    /// <summary>CRC-32/ISO-HDLC.</summary>
    public static Crc Usual { get; } = new(0xEDB88320, 32);

    /// <summary>CRC-32/ISCSI.</summary>
    public static Crc Castagnoli { get; } = new(0x82F63B78, 32);

    /// <summary>CRC-64/NVME.</summary>
    public static Crc Nvme { get; } = new(0x9A6C9329AC4BC9B5, 64);

    /// <summary>The check of some bytes.</summary>
    public ulong Of(ReadOnlySpan<byte> bytes)
    {
        var rest = ones;
        foreach (var one in bytes)
        {
            rest = table[(byte)rest ^ one] ^ (rest >> 8);
        }

        return rest ^ ones;
    }
}
