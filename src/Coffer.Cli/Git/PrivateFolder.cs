#pragma warning disable RS0030 // files of ours that are gone in a moment: to sync each would take long, and no command trusts them later

namespace Coffer.Cli.Git;

/// <summary>A folder in <c>.git</c> that only the caller can read, for as long as ciphertexts in it are looked at.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "coffer-verify-";

    private static readonly TimeSpan LeftOverAge = TimeSpan.FromHours(1);

    /// <summary>Names a new folder, and removes those that killed runs have left.</summary>
    /// <param name="parent">The folder that it is made in.</param>
    public PrivateFolder(string parent)
    {
        Name = Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}");
        Try(() => RemoveLeftOvers(parent));
    }

    /// <summary>Its path.</summary>
    public string Name { get; }

    /// <summary>Makes it, and a folder in it.</summary>
    /// <param name="name">The folder in it.</param>
    /// <returns>The path of the folder in it.</returns>
    public string Make(string name)
    {
        var path = Path.Combine(Name, name);
        Try(() =>
        {
            MakeOne(Name);
            MakeOne(path);
        });
        return path;
    }

    /// <summary>Writes a new file, and the folders above it.</summary>
    public static void Write(string path, byte[] content) => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (SafeFile.KindOf(Name) == FileKind.Folder)
        {
            Try(() => Directory.Delete(Name, recursive: true));
        }
    }

    private static void MakeOne(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void RemoveLeftOvers(string parent)
    {
        var latest = TimeProvider.System.GetUtcNow() - LeftOverAge;
        foreach (
            var left in Directory.EnumerateDirectories(parent, $"{Prefix}*").Where(left => Directory.GetLastWriteTimeUtc(left) < latest))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private static void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"what is staged cannot be put into a folder of .git to look at it: {FileTrouble.Cause(exception)}",
                "look at the disk, and at the permissions of .git",
                exception);
        }
    }
}
