using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Core.Repository;

/// <summary>Reads regular files only: no link is followed, no FIFO waited at, nothing endless read.</summary>
internal static class SafeFile
{
    /// <summary>What a path names.</summary>
    public static FileKind KindOf(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return Posix.StatusOf(path)?.Kind ?? FileKind.Missing;
        }

        var file = new FileInfo(path);
        return file.LinkTarget is not null ? FileKind.Link
            : file.Exists ? FileKind.File
            : Directory.Exists(path) ? FileKind.Folder
            : FileKind.Missing;
    }

    /// <summary>The whole content of a regular file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="maxBytes">More than this is refused before it is read.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Malformed"/> where it is no regular file or too long.
    /// </exception>
    public static byte[] Read(string path, string shown, int maxBytes)
    {
        if (OperatingSystem.IsLinux())
        {
            using var file = OpenRegular(path, shown);
            return ReadAll(file, shown, maxBytes);
        }

        Refuse(KindOf(path), shown);
        using var portable = File.OpenHandle(path);
        return ReadAll(portable, shown, maxBytes);
    }

    /// <summary>The error that a path of this kind is where a regular file is wanted; none for a regular file.</summary>
    public static void Refuse(FileKind kind, string shown)
    {
        if (kind == FileKind.File)
        {
            return;
        }

        throw kind switch
        {
            FileKind.Missing => new CofferException(ErrorCode.NotFound, $"'{shown}' does not exist"),
            FileKind.Folder => new CofferException(ErrorCode.Malformed, $"'{shown}' is a folder, not a secret"),
            FileKind.Link => new CofferException(
                ErrorCode.Malformed, $"'{shown}' is a link", "links are not followed: put the file itself there"),
            _ => new CofferException(
                ErrorCode.Malformed, $"'{shown}' is neither a file nor a folder", "remove it from the repository"),
        };
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static SafeFileHandle OpenRegular(string path, string shown)
    {
        // The flags hold for the opening itself, so nothing can change between a look and the read.
        var descriptor = Posix.Open(path, Posix.ReadOnly | Posix.NoFollow | Posix.NonBlock | Posix.CloseOnExec);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            Refuse(KindOf(path), shown);
            throw Posix.IsTooManyOpen(error)
                ? new CofferException(ErrorCode.Denied, $"'{shown}' cannot be read: the limit of open files is reached", "raise the limit ('ulimit -n')")
                : new CofferException(ErrorCode.Denied, $"'{shown}' cannot be read", "look at the file's owner and mode");
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            Refuse(Posix.StatusOf(descriptor)?.Kind ?? FileKind.Special, shown);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static byte[] ReadAll(SafeFileHandle file, string shown, int maxBytes)
    {
        var length = RandomAccess.GetLength(file);
        if (length > maxBytes)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{shown}' has {length} bytes, more than the {maxBytes} that are read");
        }

        var content = new byte[length];
        var read = 0;
        while (read < content.Length && RandomAccess.Read(file, content.AsSpan(read), read) is > 0 and var more)
        {
            read += more;
        }

        return read == content.Length
            ? content
            : throw new CofferException(ErrorCode.Malformed, $"'{shown}' changed while it was read", "try again");
    }
}
