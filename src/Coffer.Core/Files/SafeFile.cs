namespace Coffer.Core.Files;

/// <summary>
/// Files and folders as whole answers: regular files only, no link followed, no FIFO waited at, nothing endless read; and what
/// cannot be answered is an error that names the file and the system's cause.
/// </summary>
internal static class SafeFile
{
    /// <summary>What a path names.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What messages call it; null: its path.</param>
    /// <param name="followLinks">Whether a link counts as what it leads to.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Denied"/> where that cannot be told.</exception>
    public static FileKind KindOf(string path, string? shown = null, bool followLinks = false) =>
        Asking(shown ?? path, () => Disk.Own.KindOf(path, followLinks));

    /// <summary>The names in a folder, in their order; none where it is missing.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Denied"/> where it cannot be listed.</exception>
    public static IReadOnlyList<string> NamesIn(string folder, string shown)
    {
        try
        {
            return [.. Disk.Own.NamesIn(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (FileTrouble.IsMissing(exception))
        {
            return [];
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Reading(shown, exception);
        }
    }

    /// <summary>The whole content of a regular file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="maxBytes">More than this is refused before it is read.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Denied"/> where it cannot be read;
    /// <see cref="ErrorCode.Malformed"/> where it is no regular file or too long.
    /// </exception>
    public static byte[] Read(string path, string shown, int maxBytes)
    {
        try
        {
            // The flags hold for the opening itself, so nothing can change between a look and the read.
            using var file = Disk.Own.Open(path, followLinks: false);
            Refuse(file.Kind, shown);
            return ReadAll(file, shown, maxBytes);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            // A link, a socket and a missing file cannot be opened: each is called by its name.
            Refuse(KindOf(path, shown), shown);
            throw FileTrouble.Reading(shown, exception);
        }
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

    /// <summary>The current folder.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Denied"/> where it was removed, or cannot be told.</exception>
    public static string CurrentFolder()
    {
        try
        {
            return Disk.Own.CurrentFolder();
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.Denied,
                $"the current folder cannot be told: {FileTrouble.Cause(exception)}",
                "change to a folder that is there",
                exception);
        }
    }

    /// <summary>Asks the disk something, and calls its trouble by the file's name.</summary>
    public static T Asking<T>(string shown, Func<T> question)
    {
        try
        {
            return question();
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Reading(shown, exception);
        }
    }

    private static byte[] ReadAll(OpenedFile file, string shown, int maxBytes)
    {
        var length = file.Length;
        if (length > maxBytes)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{shown}' has {length} bytes, more than the {maxBytes} that are read");
        }

        var content = new byte[length];
        Span<byte> more = stackalloc byte[1];
        return file.Fill(content) == content.Length && file.Read(more) == 0
            ? content
            : throw new CofferException(ErrorCode.Malformed, $"'{shown}' changed while it was read", "try again");
    }
}
