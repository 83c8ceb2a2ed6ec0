namespace Coffer.Cli.Tests.Scripting;

/// <summary>The temporary folders that all share: a program that ignores TMPDIR leaves its traces there.</summary>
internal static class SharedTemporary
{
    private const long LargestFile = 1024 * 1024;

    private static readonly string[] Folders = [Path.GetTempPath(), "/dev/shm"];

    /// <summary>Looks into the files that changed since then. Directories belong to others, scripts beside this one too.</summary>
    public static void Check(CanaryWatch canaries, DateTime since)
    {
        foreach (var file in Folders.Where(Directory.Exists).SelectMany(static f => new DirectoryInfo(f).EnumerateFiles()))
        {
            if (Read(file, since) is { } bytes && canaries.FindIn(bytes) is { } form)
            {
                throw new ScriptFailureException($"a canary is left behind ({form}): file {file.FullName}");
            }
        }
    }

    private static byte[]? Read(FileInfo file, DateTime since)
    {
        try
        {
            var mayBeOurs = file.LinkTarget is null && file.LastWriteTimeUtc >= since && file.Length is > 0 and < LargestFile;
            return mayBeOurs ? File.ReadAllBytes(file.FullName) : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Another process's, and not ours to read.
            return null;
        }
    }
}
