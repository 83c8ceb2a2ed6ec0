using System.Security.Cryptography;
using System.Text;

namespace Vectors;

/// <summary>Bytes that look random and are the same every time: SHA-256 of a seed, a label and a counter.</summary>
internal static class Repeatable
{
    private const string Seed = "coffer vectors 1";

    public static byte[] Bytes(string label, int count)
    {
        var bytes = new List<byte>();
        for (var block = 0; bytes.Count < count; block++)
        {
            bytes.AddRange(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}|{label}|{block}")));
        }

        return [.. bytes.Take(count)];
    }
}
