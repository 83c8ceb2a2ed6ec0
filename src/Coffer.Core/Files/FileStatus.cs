namespace Coffer.Core.Files;

/// <summary>What the system says of a file, as stat(2) has it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Owner">The number of the user that it belongs to.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="Device">The file system that it is on.</param>
/// <param name="Number">Its number on that file system.</param>
internal readonly record struct FileStatus(
    FileKind Kind, long Length, uint Owner, uint Group, UnixFileMode Mode, (uint Major, uint Minor) Device, ulong Number)
{
    /// <summary>Whether both are one file, whatever the paths that lead to it.</summary>
    public bool IsSameFileAs(FileStatus other) => Device == other.Device && Number == other.Number;
}
