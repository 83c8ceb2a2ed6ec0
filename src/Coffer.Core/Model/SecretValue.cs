using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Coffer.Core.Model;

namespace Coffer;

/// <summary>
/// A plaintext. It lives in pinned memory, so that the garbage collector leaves no copies, and zeroes itself; it cannot
/// be formatted, compared by content in variable time, or serialized. <see cref="Reveal"/> is the only way out.
/// </summary>
/// <remarks>
/// Dispose of it as soon as it is used. There is no finalizer: it could zero a value whose bytes are still being read.
/// </remarks>
[JsonConverter(typeof(NoSerialization))]
public sealed class SecretValue : IDisposable
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] pinned;

    private bool disposed;

    private SecretValue(int length)
    {
        pinned = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        Length = length;
    }

    /// <summary>Fills a value in place.</summary>
    internal delegate void Fill<in TState>(Span<byte> destination, TState state)
        where TState : allows ref struct;

    /// <summary>Bytes of plaintext.</summary>
    public int Length { get; }

    /// <summary>A value that is a copy; the caller zeroes the original.</summary>
    internal static SecretValue CopyOf(ReadOnlySpan<byte> plaintext) =>
        Create(plaintext.Length, plaintext, static (to, from) => from.CopyTo(to));

    /// <summary>A value that is written in place.</summary>
    internal static SecretValue Create<TState>(int length, TState state, Fill<TState> fill)
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

    /// <summary>The bytes, until the value is disposed: then the same memory is zero.</summary>
    /// <returns>The value's own memory, not a copy. As text it is UTF-8.</returns>
    /// <exception cref="ObjectDisposedException">The value has been disposed of.</exception>
    public ReadOnlySpan<byte> Reveal()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return pinned;
    }

    /// <summary>Whether two values are the same, in time that depends on their lengths only.</summary>
    internal bool FixedTimeEquals(SecretValue other) =>
        CryptographicOperations.FixedTimeEquals(Reveal(), other.Reveal());

    /// <summary>Always three stars, and never the value.</summary>
    public override string ToString() => "***";

    /// <summary>Zeroes the value.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(pinned);
        disposed = true;
    }
}
