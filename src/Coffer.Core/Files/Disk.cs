namespace Coffer.Core.Files;

/// <summary>
/// What is asked of the file system, and answered: everything else is an <see cref="IOException"/> or an
/// <see cref="UnauthorizedAccessException"/>. A question that failed is never the answer "no".
/// </summary>
internal abstract class Disk
{
    /// <summary>This system's.</summary>
    public static Disk Own { get; } = OperatingSystem.IsLinux() ? new LinuxDisk() : new PortableDisk();

    /// <summary>The permissions of new folders: all to the owner, reading and entering to others.</summary>
    protected const int ModeOfNewFolders = 0x1ed;

    /// <summary>What a path names; <see cref="FileKind.Missing"/> only where the system says that nothing is there.</summary>
    public abstract FileKind KindOf(string path, bool followLinks);

    /// <summary>The permissions of what is there, as <see cref="WriteNew"/> takes them.</summary>
    public abstract int PermissionsOf(string path);

    /// <summary>The names in a folder.</summary>
    public abstract IReadOnlyList<string> NamesIn(string folder);

    /// <summary>Where a link leads to.</summary>
    public abstract string TargetOf(string link);

    /// <summary>Opens for reading. Where links are not followed, a FIFO is not waited at either.</summary>
    public abstract OpenedFile Open(string path, bool followLinks);

    /// <summary>Writes a file that is not there yet, and returns when the disk has it.</summary>
    public abstract void WriteNew(string path, ReadOnlySpan<byte> content, int permissions);

    /// <summary>Returns when the disk has a file's content, or what a folder lists.</summary>
    public abstract void Sync(string path);

    /// <summary>Gives a file another name, that of an old file included.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Removes a file; one that is missing is no error.</summary>
    public abstract void Delete(string path);

    /// <summary>
    /// Makes a folder in one that is there. Only its owner may write to it, whatever the umask: who can add a file decides what is
    /// sealed, uploaded, or run as a hook.
    /// </summary>
    public abstract void MakeFolder(string path);

    /// <summary>Removes an empty folder.</summary>
    public abstract void DeleteFolder(string path);

    /// <summary>The current folder.</summary>
    public abstract string CurrentFolder();
}
