using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vectors;

/// <summary>Big-endian numbers, fields, and HKDF (RFC 5869) by hand.</summary>
internal static class Wire
{
    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] U64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Field(byte[] content) => [.. U16(content.Length), .. content];

    public static byte[] Nonce(uint sequence) => [0, 0, 0, 0, 0, 0, 0, 0, .. U32(sequence)];

    public static byte[] Gcm(byte[] key, byte[] nonce, byte[] plain, byte[] aad)
    {
        var content = new byte[plain.Length];
        var tag = new byte[16];
        using var cipher = new AesGcm(key, tag.Length);
        cipher.Encrypt(nonce, plain, content, tag, aad);
        return [.. content, .. tag];
    }

    public static byte[] Hkdf(byte[] secret, byte[] salt, byte[] info)
    {
        var pseudoRandom = HMACSHA512.HashData(salt, secret);
        return HMACSHA512.HashData(pseudoRandom, (byte[])[.. info, 1])[..32];
    }

    public static byte[] Flip(byte[] bytes, int at, byte pattern = 1)
    {
        var changed = bytes.ToArray();
        changed[at < 0 ? bytes.Length + at : at] ^= pattern;
        return changed;
    }
}
