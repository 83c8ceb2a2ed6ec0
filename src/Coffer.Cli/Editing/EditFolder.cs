using System.Runtime.Versioning;
using System.Security.Cryptography;
using Coffer.Cli.Execution;

namespace Coffer.Cli.Editing;

/// <summary>
/// A folder in memory, for its owner alone, that lives as long as an edit. What a killed edit has left goes with the next one: the lock
/// on it has gone with its holder.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class EditFolder : IDisposable
{
    private const string Prefix = ".coffer-edit-";
    private const int ParentLockAttempts = 500;

    private readonly LinuxFile? held;

    // A failure is told once.
    private bool wasTried;

    private EditFolder(string path, LinuxFile? held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes one in the user's own folder in memory (<c>XDG_RUNTIME_DIR</c>), or in <c>/dev/shm</c>.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> where no folder in memory can be written.</exception>
    public static EditFolder Make(Func<string, string?> variable)
    {
        foreach (var parent in new[] { variable("XDG_RUNTIME_DIR"), "/dev/shm" }.OfType<string>().Where(IsInMemory))
        {
            try
            {
                return MakeIn(parent);
            }
            catch (SystemCallException)
            {
                // The next one may be writable.
            }
        }

        throw new CofferException(
            ErrorCode.CannotWrite,
            "there is no folder in memory to edit in: the values would be written to a disk",
            "mount a tmpfs at /dev/shm; or 'coffer set', which needs no file");
    }

    /// <summary>Removes it with all that is in it, whatever the editor has left there.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> where it cannot be removed: it has plaintext.</exception>
    public void Remove()
    {
        wasTried = true;
        try
        {
            MemoryFolder.Delete(Path);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"'{Path}' has plaintext and cannot be removed: {FileTrouble.Cause(exception)}",
                "remove it by hand; the edit itself is done",
                exception);
        }
    }

    /// <summary>Removes it where that was not done yet, as something else has failed.</summary>
    public void Dispose()
    {
        try
        {
            if (!wasTried)
            {
                Remove();
            }
        }
        catch (CofferException exception)
        {
            Terminal.Say($"{exception.Message}: remove it by hand");
        }
        finally
        {
            held?.Dispose();
        }
    }

    private static EditFolder MakeIn(string parent)
    {
        var path = System.IO.Path.Combine(parent, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
        using var alone = MemoryFolder.Lock(parent, ParentLockAttempts);
        if (alone is not null)
        {
            RemoveLeftOvers(parent);
        }

        MemoryFolder.Make(path);
        return new EditFolder(path, MemoryFolder.Lock(path));
    }

    private static void RemoveLeftOvers(string parent)
    {
        foreach (var name in Disk.Own.NamesIn(parent).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var left = System.IO.Path.Combine(parent, name);
            using var free = MemoryFolder.Lock(left);
            try
            {
                if (free is not null)
                {
                    MemoryFolder.Delete(left);
                }
            }
            catch (Exception exception) when (FileTrouble.Is(exception))
            {
                // Somebody else's: it is not this run's matter.
            }
        }
    }

    private static bool IsInMemory(string folder)
    {
        try
        {
            return System.IO.Path.IsPathFullyQualified(folder)
                && Disk.Own.KindOf(folder, followLinks: true) == FileKind.Folder && MemoryFileSystem.Holds(folder);
        }
        catch (SystemCallException)
        {
            return false;
        }
    }
}
