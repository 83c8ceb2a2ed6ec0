namespace Coffer.Core.Files;

/// <summary>Something that is open for reading.</summary>
internal abstract class OpenedFile : IDisposable
{
    /// <summary>What it is.</summary>
    public abstract FileKind Kind { get; }

    /// <summary>Its length in bytes, where it is a regular file.</summary>
    public abstract long Length { get; }

    /// <summary>Reads some bytes.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int Read(Span<byte> into);

    /// <summary>Reads until the room is full or the end comes.</summary>
    /// <returns>How many bytes.</returns>
    public int Fill(Span<byte> room)
    {
        var length = 0;
        while (length < room.Length && Read(room[length..]) is > 0 and var more)
        {
            length += more;
        }

        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes it.</summary>
    protected abstract void Dispose(bool disposing);
}
