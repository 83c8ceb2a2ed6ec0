using System.Security.Cryptography;

namespace Coffer.Core.Files;

/// <summary>
/// Replaces files whole: whatever happens, there is the old file or the new one, and no error means that the disk has said
/// that it has the new one. What an interrupted command leaves behind is a temporary file of ciphertext, which the next
/// command in the same folder removes.
/// </summary>
internal static class AtomicFile
{
    private const string TemporaryPrefix = ".coffer-";
    private const string TemporarySuffix = ".tmp";
    private const int BytesOfName = 16;
    private const int ModeOfNewFiles = 0x1a4;
    private const int Executable = 0x49;

    /// <summary>Whether a name is that of such a temporary file.</summary>
    public static bool IsTemporary(string name) =>
        name.StartsWith(TemporaryPrefix, StringComparison.Ordinal) && name.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    /// <summary>Writes a file, over an old one if there is one; the caller holds the repository's lock.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="content">All of it.</param>
    /// <param name="root">The folder up to which folders may be new, to this command or to one that was interrupted; null: none is.</param>
    /// <param name="executable">Whether everybody may run it.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.CannotWrite"/>: the old file, or none, is still there, or the message says that the new one is and
    /// the disk did not confirm it.
    /// </exception>
    public static void Replace(string path, string shown, ReadOnlySpan<byte> content, string? root = null, bool executable = false)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            var kind = Disk.Own.KindOf(path, followLinks: false);
            if (kind != FileKind.Missing)
            {
                SafeFile.Refuse(kind, shown);
            }

            MakeFolder(folder);
            RemoveLeftOvers(folder);
            var permissions = (kind == FileKind.Missing ? ModeOfNewFiles : Disk.Own.PermissionsOf(path)) | (executable ? Executable : 0);
            Put(
                path,
                Path.Combine(
                    folder, $"{TemporaryPrefix}{RandomNumberGenerator.GetHexString(2 * BytesOfName, lowercase: true)}{TemporarySuffix}"),
                content,
                permissions);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Writing(shown, exception);
        }

        ConfirmFolders(folder, root ?? folder, shown);
    }

    /// <summary>Removes a file.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static void Delete(string path, string shown)
    {
        try
        {
            Disk.Own.Delete(path);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Writing(shown, exception);
        }

        Confirm(Path.GetDirectoryName(path)!, shown);
    }

    /// <summary>Removes empty folders, from the innermost on, up to the first that is not empty.</summary>
    /// <param name="folder">The innermost.</param>
    /// <param name="root">What stays, whatever it holds.</param>
    /// <param name="shown">What messages call the file that was the reason.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static void DeleteEmptyFolders(string folder, string root, string shown)
    {
        for (; folder.Length > root.Length && SafeFile.NamesIn(folder, shown).Count == 0; folder = Path.GetDirectoryName(folder)!)
        {
            try
            {
                Disk.Own.DeleteFolder(folder);
            }
            catch (Exception exception) when (FileTrouble.Is(exception))
            {
                throw FileTrouble.Confirming(shown, exception);
            }

            Confirm(Path.GetDirectoryName(folder)!, shown);
        }
    }

    /// <summary>
    /// Returns when the disk has a file that is right already, and the folders that lead to it: the command that wrote it may have been
    /// told that the disk does not confirm it.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static void ConfirmWhole(string path, string shown, string root)
    {
        Confirm(path, shown);
        ConfirmFolders(Path.GetDirectoryName(path)!, root, shown);
    }

    private static void ConfirmFolders(string folder, string root, string shown)
    {
        for (; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            Confirm(folder, shown);
        }

        Confirm(root, shown);
    }

    private static void Confirm(string path, string shown)
    {
        try
        {
            Disk.Own.Sync(path);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Confirming(shown, exception);
        }
    }

    private static void Put(string path, string temporary, ReadOnlySpan<byte> content, int permissions)
    {
        try
        {
            Disk.Own.WriteNew(temporary, content, permissions);
            Disk.Own.Rename(temporary, path);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            Discard(temporary);
            throw;
        }
    }

    // The reason why it is discarded is what is told.
    private static void Discard(string temporary)
    {
        try
        {
            Disk.Own.Delete(temporary);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            // The next command in this folder removes it.
        }
    }

    // Confirmed with the file that is put there.
    private static void MakeFolder(string folder)
    {
        if (Disk.Own.KindOf(folder, followLinks: true) != FileKind.Missing)
        {
            return;
        }

        MakeFolder(Path.GetDirectoryName(folder)!);
        Disk.Own.MakeFolder(folder);
    }

    private static void RemoveLeftOvers(string folder)
    {
        foreach (var left in Disk.Own.NamesIn(folder).Where(IsTemporary))
        {
            Disk.Own.Delete(Path.Combine(folder, left));
        }
    }
}
