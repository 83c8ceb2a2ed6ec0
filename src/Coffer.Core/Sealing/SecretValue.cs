using System.Security.Cryptography;

namespace Coffer.Core.Sealing;

/// <summary>
/// A plaintext. It lives in pinned memory, so that the garbage collector leaves no copies, and zeroes itself; it cannot
/// be formatted, compared by content in variable time, or serialized. <see cref="Reveal"/> is the only way out.
/// </summary>
internal sealed class SecretValue : IDisposable
{
    private readonly byte[] pinned;
    private bool disposed;

    private SecretValue(int length)
    {
        pinned = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        Length = length;
    }

    /// <summary>Fills a value in place.</summary>
    public delegate void Fill<in TState>(Span<byte> destination, TState state)
        where TState : allows ref struct;

    /// <summary>Bytes of plaintext.</summary>
    public int Length { get; }

    /// <summary>A value that is a copy; the caller zeroes the original.</summary>
    public static SecretValue CopyOf(ReadOnlySpan<byte> plaintext) =>
        Create(plaintext.Length, plaintext, static (to, from) => from.CopyTo(to));

    /// <summary>A value that is written in place.</summary>
    public static SecretValue Create<TState>(int length, TState state, Fill<TState> fill)
        where TState : allows ref struct
    {
        var value = new SecretValue(length);
        try
        {
            fill(value.pinned, state);
            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    /// <summary>The bytes, until the value is disposed.</summary>
    public ReadOnlySpan<byte> Reveal()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return pinned;
    }

    /// <summary>Whether two values are the same, in time that depends on their lengths only.</summary>
    public bool FixedTimeEquals(SecretValue other) =>
        CryptographicOperations.FixedTimeEquals(Reveal(), other.Reveal());

    /// <summary>Never the value.</summary>
    public override string ToString() => "***";

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(pinned);
        disposed = true;
    }
}
