using System.Numerics;
using System.Security.Cryptography;

namespace Vectors;

/// <summary>ECDSA over P-384 with SHA-384, whose nonce is a hash: .NET's is random, and a vector must not be.</summary>
internal sealed class P384(string label)
{
    private static readonly BigInteger P =
        BigInteger.Pow(2, 384) - BigInteger.Pow(2, 128) - BigInteger.Pow(2, 96) + BigInteger.Pow(2, 32) - 1;
    private static readonly BigInteger N = Hex(
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973");

    private static readonly (BigInteger X, BigInteger Y) G = (
        Hex("aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
        Hex("3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"));

    private static readonly Dictionary<string, (BigInteger X, BigInteger Y)> Known = [];

    private static readonly (BigInteger X, BigInteger Y)[] Doubled = Doublings();

    private readonly BigInteger secret = Number(Repeatable.Bytes(label, 48)) % N;

    // Made once: a message is built more than once.
    private (BigInteger X, BigInteger Y) Point =>
        Known.TryGetValue(label, out var known) ? known : Known[label] = Multiply(secret);

    public byte[] Compressed()
    {
        var (x, y) = Point;
        return [(byte)(y.IsEven ? 2 : 3), .. Bytes(x)];
    }

    public byte[] Uncompressed()
    {
        var (x, y) = Point;
        return [4, .. Bytes(x), .. Bytes(y)];
    }

    /// <summary>A signature in DER.</summary>
    public byte[] Sign(byte[] message, bool plain = false, bool sha256 = false)
    {
        var hash = Number(sha256 ? SHA256.HashData(message) : SHA384.HashData(message));
        var k = Number(HMACSHA384.HashData(Bytes(secret), message)) % N;
        var r = Multiply(k).X % N;
        var s = BigInteger.ModPow(k, N - 2, N) * (hash + (r * secret)) % N;
        return plain ? [.. Bytes(r), .. Bytes(s)] : Der.Sequence(Der.Integer(r), Der.Integer(s));
    }

    private static (BigInteger X, BigInteger Y)[] Doublings()
    {
        var points = new (BigInteger X, BigInteger Y)[384];
        points[0] = G;
        for (var i = 1; i < points.Length; i++)
        {
            points[i] = Add(points[i - 1], points[i - 1]);
        }

        return points;
    }

    private static (BigInteger X, BigInteger Y) Multiply(BigInteger factor)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (var i = 0; i < Doubled.Length; i++)
        {
            if (!(factor >> i).IsEven)
            {
                sum = sum is { } so ? Add(so, Doubled[i]) : Doubled[i];
            }
        }

        return sum!.Value;
    }

    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        var slope = a == b
            ? ((3 * a.X * a.X) - 3) * Inverse(2 * a.Y)
            : (b.Y - a.Y) * Inverse(Mod(b.X - a.X));
        var x = Mod((slope * slope) - a.X - b.X);
        return (x, Mod((slope * (a.X - x)) - a.Y));
    }

    private static BigInteger Inverse(BigInteger value)
    {
        var (r, next, t, nextT) = (P, Mod(value), BigInteger.Zero, BigInteger.One);
        while (next > 0)
        {
            var quotient = r / next;
            (r, next) = (next, r - (quotient * next));
            (t, nextT) = (nextT, t - (quotient * nextT));
        }

        return Mod(t);
    }

    private static BigInteger Mod(BigInteger value) => ((value % P) + P) % P;

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger Hex(string text) => Number(Convert.FromHexString(text));

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[48 - bytes.Length], .. bytes];
    }
}
