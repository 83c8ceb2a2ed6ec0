using System.Buffers;
using System.Security.Cryptography;

namespace Coffer.Aws.Wire;

/// <summary>The body of an answer, read whole. How long it may be is looked at where it comes in.</summary>
internal sealed class WireBody : IDisposable
{
    // A KMS answer, an error, a short list.
    private const int FirstRoom = 2048;

    private readonly bool isSecret;
    private readonly bool isLent;
    private byte[] room;

    // A length that is not known makes rooms that are left behind: those of one attempt serve the next.
    private WireBody(long? length, bool isSecret)
    {
        this.isSecret = isSecret;
        isLent = length is null && !isSecret;
        room = Room(length is { } said ? checked((int)said) : FirstRoom);
    }

    /// <summary>How many bytes came.</summary>
    public int Length { get; private set; }

    /// <summary>What came.</summary>
    public ReadOnlySpan<byte> Bytes => room.AsSpan(0, Length);

    /// <summary>What came, as a stream.</summary>
    public Stream AsStream() => new MemoryStream(room, 0, Length, writable: false);

    /// <summary>What came, as an array of its length.</summary>
    public byte[] ToArray() => Length == room.Length && !isLent ? room : room[..Length];

    /// <summary>Reads a body.</summary>
    /// <param name="content">The body.</param>
    /// <param name="isSecret">Whether it holds a plaintext: then its memory is pinned, and zeroed at the end.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<WireBody> ReadAsync(HttpContent content, bool isSecret, CancellationToken cancellation)
    {
        var said = content.Headers.ContentLength;
        var body = new WireBody(said, isSecret);
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            while (true)
            {
                var read = body.Length < body.room.Length
                    ? await stream.ReadAsync(body.room.AsMemory(body.Length), cancellation).ConfigureAwait(false)
                    : await body.ReadPastRoomAsync(stream, said is null, cancellation).ConfigureAwait(false);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isSecret)
        {
            CryptographicOperations.ZeroMemory(room);
        }
        else if (isLent)
        {
            ArrayPool<byte>.Shared.Return(room);
        }

        room = [];
    }

    // What is full is read once more: with the end the connection is free for others, and no room is made for what is over the limit.
    private async ValueTask<int> ReadPastRoomAsync(Stream stream, bool mayGrow, CancellationToken cancellation)
    {
        var next = new byte[1];
        var read = await stream.ReadAsync(next, cancellation).ConfigureAwait(false);
        if (read > 0 && mayGrow)
        {
            var larger = Room(room.Length * 2);
            Bytes.CopyTo(larger);
            Dispose();
            room = larger;
            room[Length] = next[0];
        }

        CryptographicOperations.ZeroMemory(next);
        return read;
    }

    private byte[] Room(int length) =>
        isLent ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length, pinned: isSecret);
}
