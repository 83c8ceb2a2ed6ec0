using System.IO.Compression;

namespace Coffer.Cli.Auditing;

/// <summary>
/// A compressed file, and an error where it was cut: .NET takes the end of the bytes for the end of what they hold, so half a download
/// would be read as a shorter log. A last member of ours is put behind the file's: only a file that is whole is read up to it.
/// </summary>
/// <param name="file">The compressed bytes; closed with the stream.</param>
internal sealed class GzipFile(OpenedStream file) : ReadOnce
{
    // Blanks and tabs, stored as they are: nothing to a reader of JSON.
    private const int MarkBytes = 16;

    private static readonly byte[] Member =
    [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x01, 0x10, 0x00, 0xef, 0xff,
        0x20, 0x09, 0x20, 0x20, 0x09, 0x09, 0x09, 0x20, 0x20, 0x20, 0x09, 0x09, 0x20, 0x20, 0x09,
        0x20, 0x3b, 0xa3, 0xeb, 0x05, 0x10, 0x00, 0x00, 0x00,
    ];

    private readonly GZipStream stream = new(new Followed(file, Member), CompressionMode.Decompress);
    private readonly byte[] last = new byte[MarkBytes];

    private static ReadOnlySpan<byte> Mark => Member.AsSpan(Member.Length - 8 - MarkBytes, MarkBytes);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var length = Unpack(buffer);
        if (length == 0 && !buffer.IsEmpty && !last.AsSpan().SequenceEqual(Mark))
        {
            throw new InvalidDataException("what is compressed is cut off, or is followed by something else");
        }

        var tail = buffer[..length][^Math.Min(length, MarkBytes)..];
        last.AsSpan(tail.Length).CopyTo(last);
        tail.CopyTo(last.AsSpan(MarkBytes - tail.Length));
        return length;
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new InvalidDataException("what is compressed is damaged");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        stream.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Followed(Stream first, byte[] then) : ReadOnce
    {
        private int at;

        public override int Read(Span<byte> buffer)
        {
            if (first.Read(buffer) is > 0 and var read)
            {
                return read;
            }

            var length = Math.Min(buffer.Length, then.Length - at);
            then.AsSpan(at, length).CopyTo(buffer);
            at += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            first.Dispose();
            base.Dispose(disposing);
        }
    }
}
