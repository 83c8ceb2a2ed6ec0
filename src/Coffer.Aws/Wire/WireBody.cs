using System.Buffers;
using System.Security.Cryptography;
using Coffer.Core.Ports;

namespace Coffer.Aws.Wire;

/// <summary>The body of an answer, read whole. How long it may be is looked at where it comes in.</summary>
internal sealed class WireBody : IDisposable
{
    // A KMS answer, an error, a short list.
    private const int FirstRoom = 2048;

    // What does not say its length comes in parts of so many bytes, and is put together when it has ended.
    private const int Part = 32 << 10;

    private readonly bool isSecret;
    private byte[] room;

    private WireBody(int length, bool isSecret) => (this.isSecret, room) = (isSecret, Room(length, isSecret));

    /// <summary>How many bytes came.</summary>
    public int Length { get; private set; }

    /// <summary>What came.</summary>
    public ReadOnlySpan<byte> Bytes => room.AsSpan(0, Length);

    /// <summary>What came, as a stream.</summary>
    public Stream AsStream() => new MemoryStream(room, 0, Length, writable: false);

    /// <summary>What came, as an array of its length.</summary>
    public byte[] ToArray() => Length == room.Length ? room : room[..Length];

    /// <summary>Reads a body.</summary>
    /// <param name="content">The body.</param>
    /// <param name="isSecret">Whether it holds a plaintext: then its memory is pinned, and zeroed at the end.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<WireBody> ReadAsync(HttpContent content, bool isSecret, CancellationToken cancellation)
    {
        var said = content.Headers.ContentLength;
        if (said is null && !isSecret)
        {
            return await OfPartsAsync(content, cancellation).ConfigureAwait(false);
        }

        var body = new WireBody(said is { } length ? checked((int)length) : FirstRoom, isSecret);
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            while (true)
            {
                if (body.Length == body.room.Length && said is null)
                {
                    body.Grow();
                }

                var read = await body.ReadAsync(stream, cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    return body;
                }

                body.Length += read;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Reads a body that is not secret into its place.</summary>
    public static async Task CopyAsync(HttpContent content, ISecretPlace place, CancellationToken cancellation)
    {
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var part = ArrayPool<byte>.Shared.Rent(Part);
        try
        {
            for (int read; (read = await stream.ReadAsync(part.AsMemory(0, Part), cancellation).ConfigureAwait(false)) > 0;)
            {
                place.Append(part.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isSecret)
        {
            CryptographicOperations.ZeroMemory(room);
        }
    }

    // An answer without end leaves nothing behind that is larger than a part.
    private static async Task<WireBody> OfPartsAsync(HttpContent content, CancellationToken cancellation)
    {
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        List<byte[]> parts = [];
        try
        {
            var length = 0;
            while (true)
            {
                if (length == parts.Count * Part)
                {
                    parts.Add(ArrayPool<byte>.Shared.Rent(Part));
                }

                var within = length % Part;
                var read = await stream.ReadAsync(parts[^1].AsMemory(within, Part - within), cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }

            var body = new WireBody(length, isSecret: false) { Length = length };
            for (var at = 0; at < length; at += Part)
            {
                parts[at / Part].AsSpan(0, Math.Min(Part, length - at)).CopyTo(body.room.AsSpan(at));
            }

            return body;
        }
        finally
        {
            parts.ForEach(part => ArrayPool<byte>.Shared.Return(part));
        }
    }

    // What is full is read once more: with the end the connection is free for others.
    private ValueTask<int> ReadAsync(Stream stream, CancellationToken cancellation) =>
        stream.ReadAsync(Length < room.Length ? room.AsMemory(Length) : new byte[1], cancellation);

    private void Grow()
    {
        var larger = Room(room.Length * 2, isSecret);
        Bytes.CopyTo(larger);
        Dispose();
        room = larger;
    }

    private static byte[] Room(int length, bool isSecret) => GC.AllocateUninitializedArray<byte>(length, pinned: isSecret);
}
