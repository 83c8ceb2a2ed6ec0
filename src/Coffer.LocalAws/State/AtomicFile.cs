namespace Coffer.LocalAws.State;

/// <summary>Files that are replaced whole: a reader, and a restart after a kill, sees the old or the new content.</summary>
internal static class AtomicFile
{
    private const string TemporaryPattern = ".*.tmp";

    /// <summary>Writes beside the file, flushes, renames over it and flushes the folder.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, PrivateFile.Options(FileMode.CreateNew)))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FolderSync.Flush(folder);
    }

    /// <summary>Removes a file for good.</summary>
    public static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
            FolderSync.Flush(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Removes what a killed <see cref="Write"/> left behind.</summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, TemporaryPattern))
        {
            File.Delete(path);
        }
    }
}
