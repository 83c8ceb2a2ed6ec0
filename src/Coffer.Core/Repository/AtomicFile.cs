using System.Runtime.Versioning;

namespace Coffer.Core.Repository;

/// <summary>
/// Replaces files whole: whatever happens, there is the old file or the new one. What an interrupted command leaves
/// behind is a temporary file of ciphertext, which the next command in the same folder removes.
/// </summary>
internal static class AtomicFile
{
    private const string TemporaryPrefix = ".coffer-";
    private const string TemporarySuffix = ".tmp";
    private const UnixFileMode ModeOfNewFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether a name is that of such a temporary file.</summary>
    public static bool IsTemporary(string name) =>
        name.StartsWith(TemporaryPrefix, StringComparison.Ordinal) && name.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    /// <summary>Writes a file, over an old one if there is one; the caller holds the repository's lock.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: the old file, or none, is still there.</exception>
    public static void Replace(string path, string shown, ReadOnlySpan<byte> content, bool executable = false)
    {
        var kind = SafeFile.KindOf(path);
        if (kind != FileKind.Missing)
        {
            SafeFile.Refuse(kind, shown);
        }

        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            RemoveLeftOvers(folder);
            var temporary = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}{TemporarySuffix}");
            try
            {
                Write(temporary, content, ModeFor(path, kind) | (executable ? Executable : 0));
                File.Move(temporary, path, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }

            SyncFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(shown, exception);
        }
    }

    /// <summary>Removes a file.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static void Delete(string path, string shown)
    {
        try
        {
            File.Delete(path);
            SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(shown, exception);
        }
    }

    private static CofferException CannotWrite(string shown, Exception exception) =>
        new(ErrorCode.CannotWrite, $"'{shown}' cannot be written: {Cause(exception)}", $"'{shown}' is as it was; mend it and run the same command again", exception);

    // The system's own text names temporary files and absolute paths.
    private static string Cause(Exception exception) => (exception.HResult & 0xffff) switch
    {
        28 => "the disk is full",
        122 => "the disk quota is used up",
        30 => "the file system is read-only",
        _ when exception is UnauthorizedAccessException => "no permission",
        _ when exception is PathTooLongException => "the path is too long",
        _ => "the file system refuses",
    };

    private static UnixFileMode ModeFor(string path, FileKind kind) =>
        kind == FileKind.Missing || OperatingSystem.IsWindows() ? ModeOfNewFiles : File.GetUnixFileMode(path);

    private static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static void RemoveLeftOvers(string folder)
    {
        foreach (var left in Directory.EnumerateFiles(folder, $"{TemporaryPrefix}*{TemporarySuffix}"))
        {
            File.Delete(left);
        }
    }

    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            Sync(folder);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void Sync(string folder)
    {
        var descriptor = Posix.Open(folder, Posix.ReadOnly | Posix.CloseOnExec);
        if (descriptor >= 0)
        {
            _ = Posix.Sync(descriptor);
            _ = Posix.Close(descriptor);
        }
    }
}
