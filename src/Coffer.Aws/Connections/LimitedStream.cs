namespace Coffer.Aws.Connections;

/// <summary>The body of an answer, to be read once, forward.</summary>
/// <param name="inner">The body.</param>
/// <param name="limit">How many bytes it may have.</param>
/// <param name="mostDepth">How deep XML in it may be nested.</param>
/// <param name="exchange">Is told of its end; null where nobody wants to know.</param>
internal sealed class LimitedStream(Stream inner, int limit, int mostDepth, Exchange? exchange = null) : Stream
{
    private readonly XmlDepth depth = new(mostDepth);
    private long total;

    /// <summary>More than a limit.</summary>
    public static AnswerException TooLong(int limit) => new($"the answer is longer than {limit / 1024} KiB");

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => total;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Check(buffer.Span[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> read, int room)
    {
        if (read.Length == 0 && room > 0)
        {
            exchange?.Read();
        }

        total += read.Length;
        if (total > limit)
        {
            throw TooLong(limit);
        }

        if (mostDepth < int.MaxValue && !depth.Follow(read))
        {
            throw new AnswerException($"the answer's elements are nested deeper than {mostDepth} levels, or are not UTF-8");
        }
    }
}
