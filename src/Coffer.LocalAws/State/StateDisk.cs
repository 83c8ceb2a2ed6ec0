using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace Coffer.LocalAws.State;

/// <summary>
/// Changes of files that are on the disk when the method returns; if they may not be, it throws. All files and folders are their
/// owner's alone. The framework's own flush ignores errors of fsync(2), so the calls are made here.
/// </summary>
internal class StateDisk
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const string TemporaryPattern = ".*.tmp";

    // Folders whose names are on the disk, and folders whose last flush failed.
    private readonly ConcurrentDictionary<string, bool> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> owed = new(StringComparer.Ordinal);

    /// <summary>A name for a file that is not yet whole. A start removes those that a kill has left.</summary>
    public static string TemporaryIn(string folder) => Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");

    public static void RemoveTemporaries(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, TemporaryPattern))
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether a file or folder is there. A question that failed is not the answer "no".</summary>
    public static bool IsThere(string path)
    {
        try
        {
            return (int)File.GetAttributes(path) != -1;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Opens a file to write it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it is there already.</param>
    /// <param name="share">
    /// None makes a lock of it. A program that is started meanwhile inherits the lock for a moment, and who only reads is refused then.
    /// </param>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes or replaces a file: a reader, and a restart after a kill, sees the old content or the new one.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryIn(Path.GetDirectoryName(path)!);
        var isNew = !IsThere(path);
        try
        {
            using var file = Open(temporary, FileMode.CreateNew);
            file.Write(content);
            Commit(file, temporary, path);
        }
        catch
        {
            TryRemove(temporary);
            if (isNew)
            {
                TryRemove(path);
            }

            throw;
        }
    }

    /// <summary>Ends the file and gives it its name, in place of what has that name.</summary>
    public void Commit(FileStream file, string temporary, string path)
    {
        file.Flush();
        Check(Synchronize(file.SafeFileHandle), temporary);
        Check(DiskCalls.Close(file.SafeFileHandle), temporary);
        File.Move(temporary, path, overwrite: true);
        Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes a file. Where it is gone already, it is gone from the disk too when this returns.</summary>
    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }

        Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a folder and those above it. One that is there stays as it is.</summary>
    public void CreateFolder(string path)
    {
        path = Path.GetFullPath(path);
        if (kept.ContainsKey(path) && IsThere(path))
        {
            return;
        }

        var isNew = !IsThere(path);
        var parent = Path.GetDirectoryName(path);
        if (isNew)
        {
            if (parent is not null && !IsThere(parent))
            {
                CreateFolder(parent);
            }

            MakeFolder(path);
        }

        // An earlier process may have made a folder inside ours and failed to flush its name.
        if (parent is not null && (isNew || kept.ContainsKey(parent)))
        {
            FlushNew(path, parent, isNew);
        }

        kept[path] = true;
    }

    /// <summary>Makes changes of names in a folder last.</summary>
    public void Flush(string folder)
    {
        owed[folder] = true;
        var error = DiskCalls.Open(folder, out var handle);
        using (handle)
        {
            Check(error, folder);
            Check(Synchronize(handle), folder);
        }

        owed.TryRemove(folder, out _);
    }

    /// <summary>Does the flush of a folder that failed before; nothing where none did.</summary>
    public void Settle(string folder)
    {
        if (owed.ContainsKey(folder))
        {
            Flush(folder);
        }
    }

    /// <summary>fsync(2); tests let it fail.</summary>
    /// <returns>The errno, 0 for none.</returns>
    protected virtual int Synchronize(SafeFileHandle handle) => DiskCalls.Synchronize(handle);

    private static void TryRemove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerFolder);
    }

    private static void Check(int errno, string path)
    {
        if (errno != 0)
        {
            throw new DiskException($"cannot flush '{path}' to the disk: {new Win32Exception(errno).Message}");
        }
    }

    private void FlushNew(string path, string parent, bool isNew)
    {
        try
        {
            Flush(parent);
        }
        catch when (isNew)
        {
            // The next try makes it again, and flushes again.
            Directory.Delete(path);
            throw;
        }
    }
}

/// <summary>A change that may not be on the disk.</summary>
internal sealed class DiskException(string message) : IOException(message);
