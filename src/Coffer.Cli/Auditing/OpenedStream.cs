namespace Coffer.Cli.Auditing;

/// <summary>An opened file as a stream.</summary>
/// <param name="file">The file; closed with the stream.</param>
/// <param name="beginning">What was read of it already.</param>
internal sealed class OpenedStream(OpenedFile file, ReadOnlyMemory<byte> beginning) : ReadOnce
{
    private ReadOnlyMemory<byte> ahead = beginning;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (ahead.IsEmpty)
        {
            return file.Read(buffer);
        }

        var length = Math.Min(buffer.Length, ahead.Length);
        ahead.Span[..length].CopyTo(buffer);
        ahead = ahead[length..];
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
