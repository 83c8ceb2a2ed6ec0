#pragma warning disable RS0030 // the one place where .NET's own files are used
namespace Coffer.Core.Files;

/// <summary>Systems other than Linux, as .NET has them: what the tool needs on an author's machine.</summary>
internal sealed class PortableDisk : Disk
{
    /// <inheritdoc/>
    public override FileKind KindOf(string path, bool followLinks)
    {
        try
        {
            var file = new FileInfo(path);
            var attributes = File.GetAttributes(followLinks
                && file.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : path);
            return !followLinks && file.LinkTarget is not null ? FileKind.Link
                : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder
                : FileKind.File;
        }
        catch (Exception exception) when (FileTrouble.IsMissing(exception))
        {
            return FileKind.Missing;
        }
    }

    /// <inheritdoc/>
    public override int PermissionsOf(string path) => OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path);

    /// <inheritdoc/>
    public override IReadOnlyList<string> NamesIn(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))];

    /// <inheritdoc/>
    public override string TargetOf(string link) => new FileInfo(link).LinkTarget ?? throw new FileNotFoundException();

    /// <inheritdoc/>
    public override OpenedFile Open(string path, bool followLinks)
    {
        var kind = KindOf(path, followLinks);
#pragma warning disable CA2000 // the opened file owns it
        return new PortableFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), kind);
#pragma warning restore CA2000
    }

    /// <inheritdoc/>
    public override void WriteNew(string path, ReadOnlySpan<byte> content, int permissions)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)permissions;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>.NET has no way to do so.</summary>
    public override void Sync(string path)
    {
    }

    /// <inheritdoc/>
    public override void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public override void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public override void MakeFolder(string path) => _ = OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, (UnixFileMode)ModeOfNewFolders);

    /// <inheritdoc/>
    public override void DeleteFolder(string path) => Directory.Delete(path);

    /// <inheritdoc/>
    public override string CurrentFolder() => Directory.GetCurrentDirectory();
}
