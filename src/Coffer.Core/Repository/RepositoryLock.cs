using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Core.Repository;

/// <summary>
/// One writer at a time in a repository, so that two commands that edit one tfvars file both count. On Linux the lock is
/// on the root folder itself and dies with its holder; nothing is left in the tree.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    private readonly IDisposable file;

    private RepositoryLock(IDisposable file) => this.file = file;

    /// <summary>Waits for the lock.</summary>
    public static RepositoryLock Take(string root) => OperatingSystem.IsLinux() ? TakeFolder(root) : TakeFile(root);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    [SupportedOSPlatform("linux")]
    private static RepositoryLock TakeFolder(string root)
    {
        var descriptor = Posix.Open(root, Posix.ReadOnly | Posix.CloseOnExec);
        if (descriptor < 0)
        {
            throw new CofferException(ErrorCode.NotFound, "the repository's folder cannot be opened");
        }

        // A file system without locks (some network mounts) is no reason to refuse: the lock only guards against oneself.
        _ = Posix.Lock(descriptor, Posix.LockExclusive);
        return new RepositoryLock(new SafeFileHandle(descriptor, ownsHandle: true));
    }

    private static RepositoryLock TakeFile(string root)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(root))).AsSpan(0, 16));
        var path = Path.Combine(Path.GetTempPath(), $"coffer-{name}.lock");
        while (true)
        {
            try
            {
                return new RepositoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                Thread.Sleep(20);
            }
        }
    }
}
