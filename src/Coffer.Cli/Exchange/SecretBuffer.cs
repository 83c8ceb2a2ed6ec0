using System.Security.Cryptography;

namespace Coffer.Cli.Exchange;

/// <summary>Bytes of plaintext that grow: in pinned memory, without a copy left behind.</summary>
internal sealed class SecretBuffer(int capacity = 4096) : IDisposable
{
    private byte[] bytes = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, 16), pinned: true);
    private int length;

    /// <summary>What is in it.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> more)
    {
        if (more.Length > bytes.Length - length)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(bytes.Length * 2, length + more.Length), pinned: true);
            Written.CopyTo(larger);
            CryptographicOperations.ZeroMemory(bytes);
            bytes = larger;
        }

        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    /// <summary>Adds one byte.</summary>
    public void Add(byte one) => Add([one]);

    /// <summary>Adds text that is no secret.</summary>
    public void Add(string text) => Add(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(bytes.AsSpan(0, length));
        length = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
