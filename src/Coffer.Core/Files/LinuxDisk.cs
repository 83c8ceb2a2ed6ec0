using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Coffer.Core.Files;

/// <summary>Linux: its own calls, and <c>errno</c> after each.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxDisk : Disk
{
    private const int LongestPath = 4096;
    private const int AllPermissions = 0x1ff;

    /// <inheritdoc/>
    public override FileKind KindOf(string path, bool followLinks) =>
        (followLinks ? Posix.StatusOfTarget(path) : Posix.StatusOf(path))?.Kind ?? FileKind.Missing;

    /// <inheritdoc/>
    public override int PermissionsOf(string path) =>
        (int)(Posix.StatusOf(path)?.Mode ?? throw new SystemCallException(SystemError.NoEntry));

    /// <inheritdoc/>
    public override IReadOnlyList<string> NamesIn(string folder)
    {
        var handle = Posix.OpenFolder(folder);
        if (handle == 0)
        {
            throw new SystemCallException(Marshal.GetLastPInvokeError());
        }

        try
        {
            var names = new List<string>();
            while (true)
            {
                var entry = Posix.NextEntry(handle);
                if (entry is null)
                {
                    var error = Marshal.GetLastPInvokeError();
                    return error == 0 ? names : throw new SystemCallException(error);
                }

                if (Text(&entry->Name) is var name and not ("." or ".."))
                {
                    names.Add(name);
                }
            }
        }
        finally
        {
            _ = Posix.CloseFolder(handle);
        }
    }

    /// <inheritdoc/>
    public override string TargetOf(string link)
    {
        var target = stackalloc byte[LongestPath];
        var length = Posix.ReadLink(link, target, LongestPath);
        return length >= 0 ? Encoding.UTF8.GetString(target, (int)length) : throw new SystemCallException(Marshal.GetLastPInvokeError());
    }

    /// <inheritdoc/>
    public override OpenedFile Open(string path, bool followLinks) =>
        LinuxFile.Open(path, Posix.ReadOnly | (followLinks ? 0 : Posix.NoFollow | Posix.NonBlock));

    /// <inheritdoc/>
    public override void WriteNew(string path, ReadOnlySpan<byte> content, int permissions)
    {
        using var file = LinuxFile.Open(path, Posix.WriteOnly | Posix.Create | Posix.OnlyNew, permissions & AllPermissions);
        file.Write(content);
        file.Sync();
        file.Close();
    }

    /// <inheritdoc/>
    public override void Sync(string path)
    {
        using var file = LinuxFile.Open(path, Posix.ReadOnly);
        file.Sync();
        file.Close();
    }

    /// <inheritdoc/>
    public override void Rename(string from, string to) => Posix.Require(Posix.Rename(from, to));

    /// <inheritdoc/>
    public override void Delete(string path)
    {
        if (Posix.Unlink(path) != 0 && Marshal.GetLastPInvokeError() is var error && error != SystemError.NoEntry)
        {
            throw new SystemCallException(error);
        }
    }

    /// <inheritdoc/>
    public override void MakeFolder(string path) => Posix.Require(Posix.MakeFolder(path, ModeOfNewFolders));

    /// <inheritdoc/>
    public override void DeleteFolder(string path) => Posix.Require(Posix.RemoveFolder(path));

    /// <inheritdoc/>
    public override string CurrentFolder()
    {
        var path = stackalloc byte[LongestPath];
        return Posix.CurrentFolder(path, LongestPath) is not null
            ? Text(path)
            : throw new SystemCallException(Marshal.GetLastPInvokeError());
    }

    private static string Text(byte* name) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
}
