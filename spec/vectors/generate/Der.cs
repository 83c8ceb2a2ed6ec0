using System.Numerics;

namespace Vectors;

/// <summary>The little of DER that signatures and KMS blobs need.</summary>
internal static class Der
{
    public static byte[] Sequence(params byte[][] parts) => Tag(0x30, parts);

    public static byte[] Integer(BigInteger value) => Tag(0x02, value.ToByteArray(isUnsigned: false, isBigEndian: true));

    public static byte[] Octets(byte[] content) => Tag(0x04, content);

    public static byte[] Tag(byte tag, params byte[][] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part)];
        byte[] length = content.Length switch
        {
            < 0x80 => [(byte)content.Length],
            < 0x100 => [0x81, (byte)content.Length],
            _ => [0x82, (byte)(content.Length >> 8), (byte)content.Length],
        };
        return [tag, .. length, .. content];
    }
}
