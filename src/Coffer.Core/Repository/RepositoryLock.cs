using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Coffer.Core.Repository;

/// <summary>
/// One writer at a time in a repository, so that two commands that edit one tfvars file both count. On Linux the lock is
/// on the root folder itself and dies with its holder; nothing is left in the tree.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    private readonly IDisposable file;

    private RepositoryLock(IDisposable file) => this.file = file;

    /// <summary>Waits for the lock of the one who writes.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Denied"/> where the folder cannot be locked.</exception>
    public static RepositoryLock Take(string root) => OperatingSystem.IsLinux() ? TakeFolder(root, Posix.LockExclusive) : TakeFile(root);

    /// <summary>Waits until nobody writes, and keeps writers out: what is read meanwhile belongs together.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Denied"/> where the folder cannot be locked.</exception>
    public static RepositoryLock Share(string root) => OperatingSystem.IsLinux() ? TakeFolder(root, Posix.LockShared) : TakeFile(root);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    [SupportedOSPlatform("linux")]
    private static RepositoryLock TakeFolder(string root, int operation) => SafeFile.KindOf(root, followLinks: true) == FileKind.Missing
        ? throw new CofferException(ErrorCode.NotFound, $"the repository's folder '{root}' does not exist")
        : SafeFile.Asking(root, () => Locked(root, operation));

    [SupportedOSPlatform("linux")]
    private static RepositoryLock Locked(string root, int operation)
    {
        var folder = LinuxFile.Open(root, Posix.ReadOnly);
        try
        {
            folder.Lock(operation);
        }
        catch (SystemCallException exception) when (
            exception.Error is SystemError.NoSystemCall or SystemError.NotSupported or SystemError.NoLocks)
        {
            // A file system without locks (some network mounts) is no reason to refuse: the lock only guards against oneself.
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        return new RepositoryLock(folder);
    }

    private static RepositoryLock TakeFile(string root)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)).AsSpan(0, 16));
        var path = Path.Combine(Path.GetTempPath(), $"coffer-{name}.lock");
        while (true)
        {
            try
            {
#pragma warning disable RS0030 // no system but Linux comes here
                return new RepositoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
#pragma warning restore RS0030
            }
            catch (IOException)
            {
                Thread.Sleep(20);
            }
        }
    }
}
