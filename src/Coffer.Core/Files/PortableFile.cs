namespace Coffer.Core.Files;

/// <summary>An open file as .NET has it.</summary>
/// <param name="stream">Its stream.</param>
/// <param name="kind">What it is.</param>
internal sealed class PortableFile(Stream stream, FileKind kind) : OpenedFile
{
    /// <inheritdoc/>
    public override FileKind Kind => kind;

    /// <inheritdoc/>
    public override long Length => stream.Length;

    /// <inheritdoc/>
    public override int Read(Span<byte> into) => stream.Read(into);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => stream.Dispose();
}
