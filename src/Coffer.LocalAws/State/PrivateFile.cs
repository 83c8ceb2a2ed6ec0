namespace Coffer.LocalAws.State;

/// <summary>Files that only their owner may read, for one writer.</summary>
internal static class PrivateFile
{
    /// <summary>To open a file for writing; one that is made has mode 0600.</summary>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
