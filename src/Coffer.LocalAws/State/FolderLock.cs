using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.State;

/// <summary>One server a folder: the operating system lets go of the lock when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    // What .NET reports for a lock that another process holds.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder, making it where it is missing.</summary>
    /// <exception cref="StartupException">Another server has it, or it cannot be written.</exception>
    public static FolderLock Take(string folder, StateDisk disk)
    {
        try
        {
            disk.CreateFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }

        var path = Path.Combine(folder, "lock");
        try
        {
            return new FolderLock(StateDisk.Open(path, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new StartupException(ExitCode.CannotWrite, $"another coffer-local uses the folder '{folder}'", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
    }

    public void Dispose() => file.Dispose();

    private static StartupException Unwritable(string folder, Exception cause) =>
        new(ExitCode.CannotWrite, $"cannot write to the folder '{folder}': {cause.Message}", cause);
}
