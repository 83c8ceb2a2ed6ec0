using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Coffer.Aws.Connections;

/// <summary>
/// A connection on which an end before the answer is a failure. The handler takes it for a connection that was idle and got closed, and
/// sends a request without a body up to three times again: nobody would count those. And what the handler has received for an
/// <see cref="Exchange"/> is zeroed: when it has been read, at the next request, or at the end.
/// </summary>
/// <param name="inner">The connection, without its TLS.</param>
internal sealed class AnsweredStream(Stream inner) : Stream
{
    // Set by who writes, and read by who reads: the handler may read ahead, and writes meanwhile.
    private volatile bool isAsked;

    private readonly Lock gate = new();
    private long turn;
    private bool isSecret;
    private ArraySegment<byte> received;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Checked(inner.Read(buffer, offset, count), count);

    /// <summary>Zeroes what was received in a turn that has been read to its end; what comes in a later one is left alone.</summary>
    public void Forget(long read)
    {
        lock (gate)
        {
            if (read == turn)
            {
                Zero();
            }
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Checked(inner.Read(buffer), buffer.Length);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Checked(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
        Receive(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Begin();
        inner.Write(buffer);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Begin();
        return inner.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (gate)
            {
                Zero();
            }

            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Begin()
    {
        isAsked = true;
        lock (gate)
        {
            Zero();
            turn++;
            isSecret = Exchange.Current is not null;
            Exchange.Current?.Use(this, turn);
        }
    }

    // The handler begins an answer in its own buffer. A reader that has a buffer of its own zeroes that itself.
    private void Receive(Memory<byte> bytes)
    {
        if (bytes.Length == 0 || !isSecret || !MemoryMarshal.TryGetArray<byte>(bytes, out var part))
        {
            return;
        }

        lock (gate)
        {
            if (received.Array is null)
            {
                received = part;
            }
            else if (received.Array == part.Array)
            {
                var start = Math.Min(received.Offset, part.Offset);
                var end = Math.Max(received.Offset + received.Count, part.Offset + part.Count);
                received = new ArraySegment<byte>(part.Array!, start, end - start);
            }
        }
    }

    private void Zero()
    {
        CryptographicOperations.ZeroMemory(received.AsSpan());
        received = default;
    }

    private int Checked(int read, int room)
    {
        if (read > 0)
        {
            isAsked = false;
        }
        else if (room > 0 && isAsked)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection was closed without an answer");
        }

        return read;
    }
}
